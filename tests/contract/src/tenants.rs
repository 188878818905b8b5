//! Tenants: nothing of one is seen in another.

use pollster::block_on;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::{
    AccessLookup, ActivityQuery, Committed, CustomerKey, CustomerQuery, EnrollmentQuery, OrderQuery,
    PageRequest, SubjectKey,
};
use rollbook_domain::settings::TenantId;
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{added, course_added, joined, window};
use crate::snapshot::Snapshot;
use crate::words::{code, email, profile_coded, start};

cases! { tenants:
    tenants_that_exist_are_listed_in_order_of_their_names,
    a_tenant_that_does_not_exist_is_empty,
    two_handles_of_one_tenant_see_the_same,
    the_same_ids_emails_and_codes_may_stand_in_two_tenants,
    the_same_commit_may_happen_in_two_tenants,
    nothing_of_one_tenant_is_found_in_another_by_any_key,
}

fn tenant(name: &str) -> TenantId {
    TenantId::parse(name).unwrap()
}

fn tenants_that_exist_are_listed_in_order_of_their_names(fixture: &Fixture) {
    for name in ["zoo", "academy", "m-2"] {
        fixture.add_tenant(&*fixture.store.tenant(&tenant(name)));
    }
    let _never_made = fixture.store.tenant(&tenant("nowhere"));
    let listed = block_on(fixture.store.tenants()).unwrap();
    assert_eq!(listed, ["academy", "default", "m-2", "zoo"].map(tenant));
}

fn a_tenant_that_does_not_exist_is_empty(fixture: &Fixture) {
    fixture.customer("ada@example.org");
    fixture.bundle("MATH");
    let nowhere = Snapshot::of(&*fixture.store.tenant(&tenant("nowhere")));
    assert_eq!(nowhere.settings, None);
    assert!(nowhere.records.is_empty() && nowhere.summaries.is_empty() && nowhere.activity.is_empty());
    assert!(nowhere.courses.is_empty() && nowhere.products.is_empty() && nowhere.prices.is_empty());
}

fn two_handles_of_one_tenant_see_the_same(fixture: &Fixture) {
    let second = fixture.store.tenant(&TenantId::default());
    fixture.customer("ada@example.org");
    Snapshot::of(&*second).assert_same_as(&Snapshot::of(&*fixture.tenant), "through another handle");
}

fn the_same_ids_emails_and_codes_may_stand_in_two_tenants(fixture: &Fixture) {
    let other = fixture.store.tenant(&tenant("other"));
    fixture.add_tenant(&*other);
    let empty = Snapshot::of(&*other);

    let bundle = fixture.bundle("MATH");
    let group = fixture.group("CLUB");
    let ada = fixture.customer_id();
    fixture.write([added(ada, profile_coded("ada@example.org", "A-1")), joined(ada, group)]);
    fixture.give(ada, bundle, window(start(), None), start());
    let full = Snapshot::of(&*fixture.tenant);
    Snapshot::of(&*other).assert_same_as(&empty, "though another tenant was filled");

    for recorded in &full.activity[1..] {
        let stream = recorded.event.stream();
        let mut commit = fixture.draft(recorded.recorded_at);
        commit.expect(stream, Revision::new(recorded.position.get() - 1));
        let event = match recorded.position {
            first if first == Revision::new(1) && recorded.event.kind() == "customer_added" => {
                added(ada, profile_coded("ada@example.org", "A-1"))
            }
            _ => recorded.event.clone(),
        };
        commit.push_effective(event, recorded.effective_at, None);
        block_on(other.commit(commit)).unwrap();
    }
    let copy = Snapshot::of(&*other);
    assert_eq!(copy.records, full.records);
    assert_eq!(copy.orders, full.orders);
    assert_eq!(copy.known, full.known);
    assert_eq!(copy.courses, full.courses);
    Snapshot::of(&*fixture.tenant).assert_same_as(&full, "though another tenant holds the same");
}

fn the_same_commit_may_happen_in_two_tenants(fixture: &Fixture) {
    let other = fixture.store.tenant(&tenant("other"));
    fixture.add_tenant(&*other);
    let ada = fixture.customer_id();
    let commit = fixture.draft_of(start(), [added(ada, profile_coded("ada@example.org", "A-1"))]);
    fixture.commit(commit.clone()).unwrap();
    assert_eq!(block_on(other.find_commit(commit.id)), Ok(None));
    let id = commit.id;
    assert_eq!(block_on(other.commit(commit)), Ok(Committed { last_sequence: 2 }));
    assert_eq!(block_on(other.find_commit(id)), Ok(Some(Committed { last_sequence: 2 })));
}

fn nothing_of_one_tenant_is_found_in_another_by_any_key(fixture: &Fixture) {
    let history = fixture.history();
    let full = Snapshot::of(&*fixture.tenant);
    let other = fixture.store.tenant(&tenant("other"));
    fixture.add_tenant(&*other);
    // The other tenant sells the same course, so that only the customer is missing there.
    let mut same = fixture.draft(start());
    same.expect(StreamId::Course(history.bundle.course), Revision::NONE);
    same.push(course_added(history.bundle.course, "MATH"), None);
    block_on(other.commit(same)).unwrap();

    let all = PageRequest::everything();
    let address = email("ada@example.org").key();
    let keys =
        [CustomerKey::Id(history.ada), CustomerKey::Email(address.clone()), CustomerKey::Code(code("Ä-1"))];
    let subject = SubjectKey::CourseId(history.bundle.course);
    for key in &keys {
        assert!(block_on(fixture.tenant.find_customer(key)).unwrap().is_some());
        assert_eq!(block_on(other.find_customer(key)).unwrap(), None);
        assert_eq!(block_on(other.access_facts(key, &subject)).unwrap(), AccessLookup::NoCustomer);
    }
    assert!(block_on(other.known_customers(&[address], &[code("Ä-1")])).unwrap().is_empty());
    assert_eq!(block_on(other.password_hash(history.ada)).unwrap(), None);
    for query in [
        CustomerQuery { group: Some(history.group), ..CustomerQuery::default() },
        CustomerQuery { product: Some(history.bundle.product), ..CustomerQuery::default() },
        CustomerQuery { text: Some("ada".to_owned()), ..CustomerQuery::default() },
    ] {
        assert!(block_on(other.list_customers(&query, &all)).unwrap().items.is_empty());
    }
    for row in &full.orders {
        assert_eq!(block_on(other.find_order(row.order.id)).unwrap(), None);
    }
    let theirs = OrderQuery { customer: Some(history.ada), status: None };
    assert!(block_on(other.list_orders(&theirs, &all)).unwrap().items.is_empty());
    let course = EnrollmentQuery::of(history.bundle.course);
    let chosen = EnrollmentQuery { customers: Some(vec![history.ada]), ..course.clone() };
    for query in [course, chosen] {
        assert!(block_on(other.enrollments(&query, &all)).unwrap().items.is_empty());
    }
    let stream = ActivityQuery { stream: Some(history.stream()), is_newest_first: false };
    assert!(block_on(other.activity(&stream, &all)).unwrap().items.is_empty());
    for record in full.imports.iter().flatten() {
        assert_eq!(block_on(other.find_import(record.id)).unwrap(), None);
    }
    for commit in &history.commits {
        assert_eq!(block_on(other.find_commit(commit.id)).unwrap(), None);
    }
}
