//! Pages: every size gives the same list, and a list that grows is neither repeated nor lost.

use std::fmt::Debug;

use pollster::block_on;
use rollbook_domain::customer::StatusWord;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::{
    ActivityQuery, Cursor, CustomerQuery, EnrollmentQuery, OrderQuery, Page, PageRequest, ReadResult,
    StoreError,
};

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{Bundle, added, window};
use crate::snapshot::assert_same_items;
use crate::words::{days_later, profile, start};

cases! { paging:
    customers_are_the_same_in_pages_of_every_size,
    orders_are_the_same_in_pages_of_every_size,
    enrollments_are_the_same_in_pages_of_every_size,
    activity_is_the_same_in_pages_of_every_size_and_both_directions,
    a_filtered_list_is_the_same_in_pages_of_every_size,
    an_empty_list_is_one_empty_page,
    a_customer_added_between_pages_shifts_nothing,
    an_order_placed_between_pages_shifts_nothing,
    activity_recorded_between_pages_shifts_nothing,
    a_cursor_is_still_good_when_its_own_item_left_the_list,
    a_cursor_that_no_list_gave_out_is_refused,
}

/// More pages than any list here has, so that one without an end is a failure and not a wait.
const MOST_PAGES: usize = 1_000;

/// Reads a list to its end in pages of one size.
pub(crate) fn in_pages<Item, Error: Debug>(
    size: usize,
    read: impl Fn(&PageRequest) -> Result<Page<Item>, Error>,
) -> Vec<Item> {
    let mut request = PageRequest::first(size);
    let mut items = Vec::new();
    for _ in 0..MOST_PAGES {
        let page = read(&request).unwrap();
        assert!(page.items.len() <= size, "{} items in a page of {size}", page.items.len());
        items.extend(page.items);
        match page.next {
            Some(next) => request = PageRequest::after(next, size),
            None => return items,
        }
    }
    panic!("a list of pages of {size} goes on after {MOST_PAGES} of them");
}

#[track_caller]
fn assert_pages_agree<Item: PartialEq + Debug>(
    count: usize,
    read: impl Fn(&PageRequest) -> ReadResult<Page<Item>>,
) {
    let everything = read(&PageRequest::everything()).unwrap();
    assert_eq!(everything.next, None);
    assert_eq!(everything.items.len(), count);
    for size in 1..=count + 1 {
        assert_same_items(&in_pages(size, &read), &everything.items, &format!("a list in pages of {size}"));
    }
}

/// Seven customers with two orders each, and the bundle they hold.
fn filled(fixture: &Fixture) -> Bundle {
    let bundle = fixture.bundle("MATH");
    for count in 0..7 {
        let customer = fixture.customer(&format!("c{count}@example.org"));
        for _ in 0..2 {
            fixture.give(customer, bundle, window(start(), None), days_later(-count));
        }
    }
    bundle
}

fn customers_are_the_same_in_pages_of_every_size(fixture: &Fixture) {
    filled(fixture);
    let query = CustomerQuery::default();
    assert_pages_agree(7, |page| block_on(fixture.tenant.list_customers(&query, page)));
}

fn orders_are_the_same_in_pages_of_every_size(fixture: &Fixture) {
    filled(fixture);
    let query = OrderQuery::default();
    assert_pages_agree(14, |page| block_on(fixture.tenant.list_orders(&query, page)));
}

fn enrollments_are_the_same_in_pages_of_every_size(fixture: &Fixture) {
    let query = EnrollmentQuery::of(filled(fixture).course);
    assert_pages_agree(7, |page| block_on(fixture.tenant.enrollments(&query, page)));
}

fn activity_is_the_same_in_pages_of_every_size_and_both_directions(fixture: &Fixture) {
    filled(fixture);
    let first = block_on(fixture.tenant.list_customers(&CustomerQuery::default(), &PageRequest::first(1)));
    let stream = StreamId::Customer(first.unwrap().items[0].id);
    for is_newest_first in [false, true] {
        for (stream, count) in [(None, 40), (Some(stream), 5)] {
            let query = ActivityQuery { stream, is_newest_first };
            assert_pages_agree(count, |page| block_on(fixture.tenant.activity(&query, page)));
        }
    }
}

fn a_filtered_list_is_the_same_in_pages_of_every_size(fixture: &Fixture) {
    let bundle = filled(fixture);
    for count in 0..9 {
        fixture.customer(&format!("other{count}@example.com"));
    }
    let queries = [
        (7, CustomerQuery { product: Some(bundle.product), ..CustomerQuery::default() }),
        (9, CustomerQuery { text: Some("@example.com".to_owned()), ..CustomerQuery::default() }),
        (0, CustomerQuery { status: Some(StatusWord::Locked), ..CustomerQuery::default() }),
    ];
    for (count, query) in queries {
        assert_pages_agree(count, |page| block_on(fixture.tenant.list_customers(&query, page)));
    }
    let customers =
        block_on(fixture.tenant.list_customers(&CustomerQuery::default(), &PageRequest::everything()));
    let chosen = customers.unwrap().items.into_iter().step_by(2).map(|summary| summary.id).collect();
    let query = EnrollmentQuery { customers: Some(chosen), ..EnrollmentQuery::of(bundle.course) };
    assert_pages_agree(4, |page| block_on(fixture.tenant.enrollments(&query, page)));
}

fn an_empty_list_is_one_empty_page(fixture: &Fixture) {
    let course = fixture.course("MATH");
    assert_pages_agree(0, |page| block_on(fixture.tenant.list_customers(&CustomerQuery::default(), page)));
    assert_pages_agree(0, |page| block_on(fixture.tenant.list_orders(&OrderQuery::default(), page)));
    assert_pages_agree(0, |page| block_on(fixture.tenant.enrollments(&EnrollmentQuery::of(course), page)));
}

fn a_customer_added_between_pages_shifts_nothing(fixture: &Fixture) {
    let early = fixture.customer_id();
    let made: Vec<_> = (0..6).map(|count| fixture.customer(&format!("c{count}@example.org"))).collect();
    let query = CustomerQuery::default();
    let first = block_on(fixture.tenant.list_customers(&query, &PageRequest::first(3))).unwrap();
    fixture.write([added(early, profile("early@example.org"))]);
    let late = fixture.customer("late@example.org");
    let rest = PageRequest::after(first.next.unwrap(), 100);
    let rest = block_on(fixture.tenant.list_customers(&query, &rest)).unwrap();
    let seen: Vec<_> = first.items.into_iter().chain(rest.items).map(|summary| summary.id).collect();
    let expected: Vec<_> = made.into_iter().chain([late]).collect();
    assert_eq!(seen, expected);
}

fn an_order_placed_between_pages_shifts_nothing(fixture: &Fixture) {
    let bundle = filled(fixture);
    let query = OrderQuery::default();
    let before = block_on(fixture.tenant.list_orders(&query, &PageRequest::everything())).unwrap().items;
    let first = block_on(fixture.tenant.list_orders(&query, &PageRequest::first(5))).unwrap();
    let order = fixture.give(before[0].customer, bundle, window(start(), None), start()).order;
    let rest = PageRequest::after(first.next.unwrap(), 100);
    let rest = block_on(fixture.tenant.list_orders(&query, &rest)).unwrap();
    let seen: Vec<_> = first.items.into_iter().chain(rest.items).map(|row| row.order.id).collect();
    let expected: Vec<_> = before.into_iter().map(|row| row.order.id).chain([order]).collect();
    assert_eq!(seen, expected);
}

fn activity_recorded_between_pages_shifts_nothing(fixture: &Fixture) {
    filled(fixture);
    for (is_newest_first, count) in [(true, 40), (false, 42)] {
        let query = ActivityQuery { stream: None, is_newest_first };
        let first = block_on(fixture.tenant.activity(&query, &PageRequest::first(10))).unwrap();
        fixture.customer(&format!("new{count}@example.org"));
        let rest = PageRequest::after(first.next.unwrap(), 100);
        let rest = block_on(fixture.tenant.activity(&query, &rest)).unwrap();
        let mut seen: Vec<_> = first.items.into_iter().chain(rest.items).map(|one| one.sequence).collect();
        seen.sort_unstable();
        assert_eq!(seen, (1..=count).collect::<Vec<u64>>());
    }
}

fn a_cursor_is_still_good_when_its_own_item_left_the_list(fixture: &Fixture) {
    let group = fixture.group("CLUB");
    let made: Vec<_> = (0..4).map(|count| fixture.customer(&format!("c{count}@example.org"))).collect();
    fixture.write(made.iter().map(|id| crate::facts::joined(*id, group)));
    let query = CustomerQuery { group: Some(group), ..CustomerQuery::default() };
    let first = block_on(fixture.tenant.list_customers(&query, &PageRequest::first(2))).unwrap();
    let left = rollbook_domain::customer::CustomerEvent::GroupLeft { group };
    fixture.write([rollbook_domain::event::Event::Customer(made[1], left.into())]);
    let rest = PageRequest::after(first.next.unwrap(), 100);
    let rest = block_on(fixture.tenant.list_customers(&query, &rest)).unwrap();
    assert_eq!(rest.items.into_iter().map(|summary| summary.id).collect::<Vec<_>>(), made[2..]);
}

fn a_cursor_that_no_list_gave_out_is_refused(fixture: &Fixture) {
    let course = filled(fixture).course;
    for text in ["", "nonsense", "cus_", "-1", "1.5", "ü", "' or 1 = 1 --"] {
        let page = PageRequest::after(Cursor::new(text), 10);
        let bad = || Some(StoreError::BadCursor(text.to_owned()));
        let customers = block_on(fixture.tenant.list_customers(&CustomerQuery::default(), &page));
        assert_eq!(customers.err(), bad(), "customers");
        let orders = block_on(fixture.tenant.list_orders(&OrderQuery::default(), &page));
        assert_eq!(orders.err(), bad(), "orders");
        let enrollments = block_on(fixture.tenant.enrollments(&EnrollmentQuery::of(course), &page));
        assert_eq!(enrollments.err(), bad(), "enrollments");
        let activity = block_on(fixture.tenant.activity(&ActivityQuery::default(), &page));
        assert_eq!(activity.err(), bad(), "activity");
    }
}
