//! Order lines of seats in numbers, and the people seats are given to.

use pollster::block_on;
use rollbook_domain::customer::{CustomerEvent, Status, StatusWord};
use rollbook_domain::event::Event;
use rollbook_domain::id::CustomerId;
use rollbook_domain::order::{OrderEvent, OrderStatus};
use rollbook_domain::port::{Learner, PageRequest, PoolQuery, PoolRow, SeatQuery};
use rollbook_domain::seat::{SeatCounts, SeatEvent, VoidCause};
use rollbook_domain::time::Instant;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::window;
use crate::seat_facts::sealed_code;
use crate::words::{around, days_later, email, start};

cases! { pool:
    the_counts_of_a_line_are_what_its_seats_say_one_by_one,
    a_pending_seat_is_counted_until_the_last_microsecond_of_its_invitation,
    lines_are_listed_by_buyer_order_and_product,
    a_line_handed_over_is_its_new_buyers,
    a_line_is_brought_with_its_order_and_its_buyer,
    pages_of_lines_put_together_are_the_whole_list,
    a_learner_is_found_by_any_spelling_of_the_email_with_grants_of_the_product_only,
    many_learners_are_found_at_once_in_order_of_id,
    earlier_learners_are_those_who_ever_held_a_seat_of_the_buyer,
}

fn pools(fixture: &Fixture, query: &PoolQuery, now: Instant) -> Vec<PoolRow> {
    block_on(fixture.tenant.pools(query, now, &PageRequest::everything())).unwrap().items
}

fn of_buyer(buyer: CustomerId) -> PoolQuery {
    PoolQuery { buyer: Some(buyer), ..PoolQuery::default() }
}

fn counted(fixture: &Fixture, now: Instant) -> Vec<SeatCounts> {
    let mut counts: Vec<SeatCounts> = Vec::new();
    let mut line = None;
    for row in
        block_on(fixture.tenant.seats(&SeatQuery::default(), &PageRequest::everything())).unwrap().items
    {
        let this = Some((row.seat.order, row.seat.line));
        if line != this {
            counts.push(SeatCounts::default());
            line = this;
        }
        counts.last_mut().unwrap().count(row.seat.state_at(now));
    }
    counts
}

/// REG-08, REG-38
fn the_counts_of_a_line_are_what_its_seats_say_one_by_one(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let (first, second) = (fixture.buy(ada, bundle, 6), fixture.buy(bob, bundle, 3));
    fixture.invite(first.seats[0], "eve@example.org", days_later(10));
    fixture.invite(first.seats[0], "eva@example.org", days_later(20));
    fixture.invite(first.seats[1], "eva@example.org", days_later(5));
    fixture.claim(&first, first.seats[2], bob);
    fixture.claim(&first, first.seats[3], ada);
    fixture.write([
        Event::Seat(first.seats[3], SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled }),
        Event::Seat(first.seats[2], SeatEvent::SeatReclaimed { code: Some(sealed_code(fixture.number())) }),
        Event::Seat(second.seats[0], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased }),
    ]);
    fixture.claim(&first, first.seats[2], ada);
    for days in [0, 5, 10, 20, 21] {
        let now = days_later(days);
        let rows = pools(fixture, &PoolQuery::default(), now);
        assert_eq!(
            rows.iter().map(|row| row.counts).collect::<Vec<_>>(),
            counted(fixture, now),
            "day {days}"
        );
        for row in rows {
            assert_eq!(row.counts.sum(), u64::from(row.pool.quantity));
        }
    }
}

/// REG-21, Q-09
fn a_pending_seat_is_counted_until_the_last_microsecond_of_its_invitation(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let bought = fixture.buy(fixture.customer("ada@example.org"), bundle, 2);
    fixture.invite(bought.seats[0], "eve@example.org", days_later(30));
    let counts = |at| pools(fixture, &PoolQuery::default(), at)[0].counts;
    let expected = [(1, 1), (2, 0), (2, 0)];
    assert_eq!(around(days_later(30)).map(counts).map(|counts| (counts.available, counts.pending)), expected);
}

fn lines_are_listed_by_buyer_order_and_product(fixture: &Fixture) {
    let (maths, music) = (fixture.bundle("MATH"), fixture.bundle("MUSIC"));
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let first = fixture.buy(ada, maths, 2).order;
    let second = fixture.buy(ada, music, 2).order;
    let third = fixture.buy(bob, maths, 2).order;
    let orders = |query: PoolQuery| -> Vec<_> {
        pools(fixture, &query, start()).into_iter().map(|row| row.pool.order).collect()
    };
    assert_eq!(orders(PoolQuery::default()), [first, second, third]);
    assert_eq!(orders(of_buyer(ada)), [first, second]);
    assert_eq!(orders(PoolQuery { order: Some(third), ..PoolQuery::default() }), [third]);
    assert_eq!(orders(PoolQuery { product: Some(maths.product), ..PoolQuery::default() }), [first, third]);
    assert_eq!(orders(PoolQuery { order: Some(third), ..of_buyer(ada) }), []);
}

///
fn a_line_handed_over_is_its_new_buyers(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(ada, bundle, 2);
    fixture.write(bought.seats.iter().map(|seat| Event::Seat(*seat, SeatEvent::SeatHandedOver { to: bob })));
    assert_eq!(pools(fixture, &of_buyer(ada), start()), []);
    let rows = pools(fixture, &of_buyer(bob), start());
    assert_eq!((rows[0].pool.order, rows[0].pool.placed_by, rows[0].buyer.id), (bought.order, ada, bob));
}

fn a_line_is_brought_with_its_order_and_its_buyer(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let bought = fixture.buy(ada, bundle, 2);
    fixture.write([
        Event::Customer(ada, CustomerEvent::StatusChanged { status: Status::Inactive }.into()),
        Event::Customer(ada, OrderEvent::OrderCancelled { order: bought.order }.into()),
    ]);
    let row = &pools(fixture, &PoolQuery::default(), start())[0];
    let seat = fixture.seat(bought.seats[0]).unwrap();
    assert_eq!((&row.pool, &row.buyer, row.order_status), (&seat.pool, &seat.buyer, seat.order_status));
    assert_eq!((row.buyer.status, row.order_status), (StatusWord::Inactive, OrderStatus::Cancelled));
}

fn pages_of_lines_put_together_are_the_whole_list(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let orders: Vec<_> = (0..7).map(|_| fixture.buy(ada, bundle, 2).order).collect();
    for limit in [1, 3, 7, 8] {
        let (mut request, mut together) = (PageRequest::first(limit), Vec::new());
        loop {
            let page = block_on(fixture.tenant.pools(&of_buyer(ada), start(), &request)).unwrap();
            assert!(page.items.len() <= limit);
            together.extend(page.items.iter().map(|row| row.pool.order));
            let Some(next) = page.next else { break };
            request = PageRequest::after(next, limit);
        }
        assert_eq!(together, orders, "pages of {limit}");
    }
}

/// Q-08, CUS-29
fn a_learner_is_found_by_any_spelling_of_the_email_with_grants_of_the_product_only(fixture: &Fixture) {
    let (maths, music) = (fixture.bundle("MATH"), fixture.bundle("MUSIC"));
    let (ada, bob) = (fixture.customer("Ada@example.org"), fixture.customer("bob@example.org"));
    let given = fixture.give(ada, maths, window(start(), None), start());
    fixture.give(ada, music, window(start(), None), start());
    let emails = [email("ADA@example.org").key(), email("nobody@example.org").key()];
    let found = block_on(fixture.tenant.learners(&emails, maths.product)).unwrap();
    let grants = |learner: &Learner| learner.grants.iter().map(|grant| grant.id).collect::<Vec<_>>();
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].account.id, grants(&found[0])), (ada, vec![given.grant]));
    assert_eq!(found[0].profile.reveal().email.as_typed(), "Ada@example.org");
    assert_eq!(found[0].account.revision, fixture.record(ada).revision);
    let without =
        block_on(fixture.tenant.learners(&[email("bob@example.org").key()], maths.product)).unwrap();
    assert_eq!((without[0].account.id, grants(&without[0])), (bob, vec![]));
}

fn many_learners_are_found_at_once_in_order_of_id(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let addresses: Vec<String> = (0..2_500).map(|number| format!("c{number}@example.org")).collect();
    let ids: Vec<CustomerId> = addresses.iter().map(|_| fixture.customer_id()).collect();
    let people = ids.iter().zip(&addresses);
    fixture.write(people.map(|(id, address)| crate::facts::added(*id, crate::words::profile(address))));
    let asked: Vec<_> =
        addresses.iter().rev().chain(&addresses).map(|address| email(address).key()).collect();
    let found = block_on(fixture.tenant.learners(&asked, bundle.product)).unwrap();
    assert_eq!(found.iter().map(|learner| learner.account.id).collect::<Vec<_>>(), ids);
}

/// REG-12, Q-19
fn earlier_learners_are_those_who_ever_held_a_seat_of_the_buyer(fixture: &Fixture) {
    let (maths, music) = (fixture.bundle("MATH"), fixture.bundle("MUSIC"));
    let (ada, bob, eve, dan) = (
        fixture.customer("ada@example.org"),
        fixture.customer("bob@example.org"),
        fixture.customer("eve@example.org"),
        fixture.customer("dan@example.org"),
    );
    let (first, second, others) =
        (fixture.buy(ada, maths, 3), fixture.buy(ada, music, 2), fixture.buy(bob, maths, 2));
    let granted = fixture.claim(&first, first.seats[0], eve);
    fixture.claim(&second, second.seats[0], eve);
    fixture.claim(&first, first.seats[1], bob);
    fixture.claim(&others, others.seats[0], dan);
    fixture.write([Event::Seat(
        first.seats[1],
        SeatEvent::SeatReclaimed { code: Some(sealed_code(fixture.number())) },
    )]);
    let found = block_on(fixture.tenant.earlier_learners(ada, maths.product)).unwrap();
    assert_eq!(found.iter().map(|learner| learner.account.id).collect::<Vec<_>>(), [bob, eve]);
    assert_eq!(found[1].grants.iter().map(|grant| grant.id).collect::<Vec<_>>(), [granted]);
    assert_eq!(block_on(fixture.tenant.earlier_learners(dan, maths.product)).unwrap(), []);
}
