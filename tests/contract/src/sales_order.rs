//! Sales orders, and the enrollments that follow them.

use pollster::block_on;
use rollbook_domain::enrollment::{Contract, EnrollmentChange, EnrollmentEvent, linked_to};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CourseId, CustomerId, SalesOrderId};
use rollbook_domain::port::{
    AccessLookup, CommitError, Conflict, Cursor, CustomerKey, EnrollmentQuery, LinkedEnrollment, PageRequest,
    SalesOrderKey, StoreError, SubjectKey, UniqueFact,
};
use rollbook_domain::sales_order::{SalesOrder, SalesOrderEvent, SalesOrderTerms};
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{Bundle, sales_order_added, sales_order_edited, sales_order_terms, window};
use crate::paging::in_pages;
use crate::snapshot::Snapshot;
use crate::words::{code, days_later, start, title};

cases! { sales_order:
    a_sales_order_is_found_by_id_number_and_external_id,
    a_sales_order_that_is_not_there_is_not_found,
    an_edit_replaces_the_terms_and_a_link_moves_the_stream_alone,
    sales_orders_are_listed_by_folded_number_in_pages_of_every_size,
    a_number_and_an_external_id_belong_to_one_sales_order,
    an_external_id_that_was_let_go_may_be_taken,
    every_reader_shows_how_the_contract_stands_now,
    each_course_follows_its_own_sales_order,
    whoever_was_ever_linked_is_listed_with_the_facts_of_that_course,
    the_linked_are_the_same_in_pages_of_every_size,
    of_two_who_link_at_once_one_has_to_look_again,
    a_link_to_a_sales_order_that_is_not_there_leaves_no_trace,
}

impl Fixture {
    fn sales_order(&self, number: &str, terms: SalesOrderTerms) -> SalesOrderId {
        let id = SalesOrderId::next(&self.ids);
        self.write([sales_order_added(id, number, terms)]);
        id
    }

    fn found(&self, key: &SalesOrderKey) -> Option<SalesOrder> {
        block_on(self.tenant.find_sales_order(key)).unwrap()
    }

    fn linked(&self, id: SalesOrderId) -> Vec<LinkedEnrollment> {
        block_on(self.tenant.linked_enrollments(id, &PageRequest::everything())).unwrap().items
    }

    fn link(&self, customer: CustomerId, course: CourseId, sales_order: SalesOrderId) {
        self.write_effective(customer, EnrollmentEvent::SalesOrderLinked { course, sales_order }, start());
    }
}

fn learner(fixture: &Fixture, address: &str, bundle: Bundle) -> CustomerId {
    let customer = fixture.customer(address);
    fixture.give(customer, bundle, window(start(), None), start());
    customer
}

fn places(linked: &[LinkedEnrollment]) -> Vec<(CustomerId, CourseId)> {
    linked.iter().map(|linked| (linked.row.customer, linked.course)).collect()
}

fn a_sales_order_is_found_by_id_number_and_external_id(fixture: &Fixture) {
    let (one, two) = (fixture.course("MATH"), fixture.course("PHYSICS"));
    let terms = SalesOrderTerms {
        external_id: Some(title("netsuite 4711")),
        seats: Some(25),
        ..sales_order_terms(vec![two, one], days_later(90))
    };
    let id = fixture.sales_order("SO-Ä1", terms.clone());
    let expected = SalesOrder { id, number: code("SO-Ä1"), terms, revision: Revision::new(1) };
    let keys = [
        SalesOrderKey::Id(id),
        SalesOrderKey::Number(code("so-ä1")),
        SalesOrderKey::ExternalId(title("netsuite 4711")),
    ];
    for key in keys {
        assert_eq!(fixture.found(&key).as_ref(), Some(&expected), "{key:?}");
    }
}

fn a_sales_order_that_is_not_there_is_not_found(fixture: &Fixture) {
    let course = fixture.course("MATH");
    fixture.sales_order("SO-1", sales_order_terms(vec![course], days_later(90)));
    for key in [
        SalesOrderKey::Id(SalesOrderId::next(&fixture.ids)),
        SalesOrderKey::Number(code("SO-2")),
        SalesOrderKey::ExternalId(title("SO-1")),
    ] {
        assert_eq!(fixture.found(&key), None, "{key:?}");
    }
}

fn an_edit_replaces_the_terms_and_a_link_moves_the_stream_alone(fixture: &Fixture) {
    let (one, two) = (fixture.course("MATH"), fixture.course("PHYSICS"));
    let first = SalesOrderTerms {
        external_id: Some(title("4711")),
        seats: Some(25),
        ..sales_order_terms(vec![one, two], days_later(90))
    };
    let id = fixture.sales_order("SO-1", first);
    let edited =
        SalesOrderTerms { client: title("Southern Rail"), ..sales_order_terms(vec![two], days_later(10)) };
    fixture.write([sales_order_edited(id, edited.clone())]);
    fixture.write([Event::SalesOrder(id, SalesOrderEvent::LearnersLinked { learners: 3 })]);
    let found = fixture.found(&SalesOrderKey::Id(id)).unwrap();
    assert_eq!((found.terms, found.revision), (edited, Revision::new(3)));
}

fn sales_orders_are_listed_by_folded_number_in_pages_of_every_size(fixture: &Fixture) {
    let course = fixture.course("MATH");
    let numbers = ["b-2", "A-1", "c-3", "B-1", "a-2", "SO-10", "so-9"];
    for number in numbers {
        fixture.sales_order(number, sales_order_terms(vec![course], days_later(90)));
    }
    for size in 1..=numbers.len() + 1 {
        let listed = in_pages(size, |page| block_on(fixture.tenant.list_sales_orders(page)));
        let listed: Vec<_> = listed.iter().map(|order| order.number.as_str()).collect();
        assert_eq!(listed, ["A-1", "a-2", "B-1", "b-2", "c-3", "SO-10", "so-9"], "pages of {size}");
    }
}

#[track_caller]
fn assert_taken(fixture: &Fixture, event: Event, fact: UniqueFact) {
    let before = Snapshot::of(&*fixture.tenant);
    let commit = fixture.draft_of(start(), [event]);
    assert_eq!(fixture.commit(commit), Err(CommitError::Conflict(Conflict::Taken(fact))));
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after a taken fact");
}

/// ENR-02
fn a_number_and_an_external_id_belong_to_one_sales_order(fixture: &Fixture) {
    let course = fixture.course("MATH");
    let plain = sales_order_terms(vec![course], days_later(90));
    let named = SalesOrderTerms { external_id: Some(title("4711")), ..plain.clone() };
    fixture.sales_order("SO-1", named.clone());
    let other = fixture.sales_order("SO-2", plain.clone());
    let id = SalesOrderId::next(&fixture.ids);
    assert_taken(fixture, sales_order_added(id, "so-1", plain), UniqueFact::SalesOrderNumber);
    assert_taken(fixture, sales_order_added(id, "SO-3", named.clone()), UniqueFact::SalesOrderExternalId);
    assert_taken(fixture, sales_order_edited(other, named), UniqueFact::SalesOrderExternalId);
}

fn an_external_id_that_was_let_go_may_be_taken(fixture: &Fixture) {
    let course = fixture.course("MATH");
    let plain = sales_order_terms(vec![course], days_later(90));
    let named = SalesOrderTerms { external_id: Some(title("4711")), ..plain.clone() };
    let first = fixture.sales_order("SO-1", named.clone());
    fixture.write([sales_order_edited(first, named.clone())]);
    fixture.write([sales_order_edited(first, plain)]);
    let second = fixture.sales_order("SO-2", named);
    let found = fixture.found(&SalesOrderKey::ExternalId(title("4711"))).unwrap();
    assert_eq!(found.id, second);
}

///
fn every_reader_shows_how_the_contract_stands_now(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = learner(fixture, "ada@example.org", bundle);
    let terms = |ends_at| sales_order_terms(vec![bundle.course], ends_at);
    let id = fixture.sales_order("SO-1", terms(days_later(90)));
    fixture.link(ada, bundle.course, id);
    for ends_at in [days_later(90), days_later(10), days_later(400)] {
        fixture.write([sales_order_edited(id, terms(ends_at))]);
        let contract = Contract { number: code("SO-1"), ends_at };
        let expected = Some((id, Some(&contract)));
        assert_eq!(linked_to(fixture.record(ada).enrollment(bundle.course)), expected);
        let query = EnrollmentQuery::of(bundle.course);
        let rows = block_on(fixture.tenant.enrollments(&query, &PageRequest::everything())).unwrap().items;
        assert_eq!(linked_to(&rows[0].facts), expected);
        assert_eq!(linked_to(&fixture.linked(id)[0].row.facts), expected);
        let subjects = [
            SubjectKey::CourseId(bundle.course),
            SubjectKey::ItemId(bundle.item),
            SubjectKey::ProductId(bundle.product),
        ];
        for subject in subjects {
            let found = block_on(fixture.tenant.access_facts(&CustomerKey::Id(ada), &subject)).unwrap();
            let AccessLookup::Found(facts) = found else { panic!("{subject:?}") };
            assert_eq!(linked_to(&facts.courses[0].enrollment), expected);
        }
    }
}

/// ENR-12
fn each_course_follows_its_own_sales_order(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let ada = learner(fixture, "ada@example.org", math);
    fixture.give(ada, physics, window(start(), None), start());
    let terms = |ends_at| sales_order_terms(vec![math.course, physics.course], ends_at);
    let one = fixture.sales_order("SO-1", terms(days_later(10)));
    let two = fixture.sales_order("SO-2", terms(days_later(20)));
    fixture.link(ada, math.course, one);
    fixture.link(ada, physics.course, two);
    fixture.link(ada, math.course, two);
    let record = fixture.record(ada);
    let of = |course| linked_to(record.enrollment(course)).map(|(id, _)| id);
    assert_eq!((of(math.course), of(physics.course)), (Some(two), Some(two)));
    let changes: Vec<_> = record.enrollment(math.course).iter().map(|fact| fact.change.clone()).collect();
    let link = |id, number, ends_at| EnrollmentChange::SalesOrderLinked {
        sales_order: id,
        contract: Some(Contract { number: code(number), ends_at }),
    };
    assert_eq!(changes, [link(one, "SO-1", days_later(10)), link(two, "SO-2", days_later(20))]);
}

fn whoever_was_ever_linked_is_listed_with_the_facts_of_that_course(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let terms = sales_order_terms(vec![math.course, physics.course], days_later(10));
    let (one, two) = (fixture.sales_order("SO-1", terms.clone()), fixture.sales_order("SO-2", terms));
    let people = ["ada", "bob", "eve"].map(|name| learner(fixture, &format!("{name}@example.org"), math));
    let [ada, bob, _] = people;
    fixture.give(ada, physics, window(start(), None), start());
    fixture.link(ada, physics.course, one);
    fixture.link(ada, math.course, one);
    fixture.link(bob, math.course, one);
    fixture.link(bob, math.course, two);
    let unlinked = EnrollmentEvent::SalesOrderUnlinked { course: math.course };
    fixture.write_effective(ada, unlinked, start());
    let mut expected = vec![(ada, math.course), (ada, physics.course), (bob, math.course)];
    expected.sort_unstable();
    assert_eq!(places(&fixture.linked(one)), expected);
    assert_eq!(places(&fixture.linked(two)), [(bob, math.course)]);
    let catalogue = block_on(fixture.tenant.catalogue()).unwrap();
    for LinkedEnrollment { course, row } in fixture.linked(one) {
        let record = fixture.record(row.customer);
        assert_eq!(row.facts, record.enrollment(course));
        assert_eq!(row.grants, record.grants_for(course, &catalogue));
        assert_eq!((row.revision, row.statuses), (record.revision, record.customer.statuses));
    }
    assert_eq!(fixture.linked(SalesOrderId::next(&fixture.ids)), []);
}

fn the_linked_are_the_same_in_pages_of_every_size(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let id =
        fixture.sales_order("SO-1", sales_order_terms(vec![math.course, physics.course], days_later(10)));
    for name in ["ada", "bob", "eve", "joe"] {
        let customer = learner(fixture, &format!("{name}@example.org"), math);
        fixture.give(customer, physics, window(start(), None), start());
        fixture.link(customer, math.course, id);
        fixture.link(customer, physics.course, id);
    }
    let everything = fixture.linked(id);
    assert_eq!(everything.len(), 8);
    for size in 1..=9 {
        let paged = in_pages(size, |page| block_on(fixture.tenant.linked_enrollments(id, page)));
        assert_eq!(paged, everything, "pages of {size}");
    }
    let request = PageRequest::after(Cursor::new("nonsense"), 1);
    let refused = block_on(fixture.tenant.linked_enrollments(id, &request)).unwrap_err();
    assert!(matches!(refused, StoreError::BadCursor(_)), "{refused}");
}

/// ENR-01
fn of_two_who_link_at_once_one_has_to_look_again(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let id = fixture.sales_order("SO-1", sales_order_terms(vec![bundle.course], days_later(10)));
    let course = bundle.course;
    let drafts = ["ada", "bob"].map(|name| {
        let customer = learner(fixture, &format!("{name}@example.org"), bundle);
        let linked = EnrollmentEvent::SalesOrderLinked { course, sales_order: id };
        let taken = Event::SalesOrder(id, SalesOrderEvent::LearnersLinked { learners: 1 });
        fixture.draft_of(start(), [Event::Customer(customer, linked.into()), taken])
    });
    let [first, second] = drafts;
    fixture.commit(first).unwrap();
    let moved = Conflict::Moved { stream: StreamId::SalesOrder(id), expected: Revision::new(1) };
    assert_eq!(fixture.commit(second), Err(CommitError::Conflict(moved)));
    assert_eq!(fixture.linked(id).len(), 1);
}

fn a_link_to_a_sales_order_that_is_not_there_leaves_no_trace(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = learner(fixture, "ada@example.org", bundle);
    let mut commit = fixture.draft(start());
    let nothing = SalesOrderId::next(&fixture.ids);
    let linked = EnrollmentEvent::SalesOrderLinked { course: bundle.course, sales_order: nothing };
    commit.push(Event::Customer(ada, linked.into()), None);
    commit.push(Event::SalesOrder(nothing, SalesOrderEvent::LearnersLinked { learners: 1 }), None);
    commit.expect(StreamId::SalesOrder(nothing), Revision::new(1));
    fixture.expect_what_is(&mut commit);
    let before = Snapshot::of(&*fixture.tenant);
    let moved = Conflict::Moved { stream: StreamId::SalesOrder(nothing), expected: Revision::new(1) };
    assert_eq!(fixture.commit(commit), Err(CommitError::Conflict(moved)));
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after a link to nothing");
}
