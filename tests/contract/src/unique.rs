//! Facts that only one thing of a tenant may hold.

use rollbook_domain::customer::{CustomerEvent, Profile, ProfileField};
use rollbook_domain::event::Event;
use rollbook_domain::id::{CourseId, CustomerId, GroupId, ItemId, PriceId, ProductId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CommitError, Conflict, UniqueFact};

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{added, course_added, group_added, item_added, price_added, product_added};
use crate::snapshot::Snapshot;
use crate::words::{profile, profile_coded, start};

cases! { unique:
    an_email_in_another_case_is_taken,
    an_email_with_its_domain_in_ascii_is_taken,
    an_email_is_taken_by_an_earlier_event_of_the_same_commit,
    a_customer_code_in_another_case_is_taken,
    a_customer_code_is_taken_by_an_earlier_event_of_the_same_commit,
    an_edit_cannot_take_the_email_or_the_code_of_another,
    an_edit_may_keep_its_own_email_and_code_in_another_case,
    an_email_and_a_code_that_were_let_go_may_be_taken,
    an_email_may_pass_on_within_one_commit,
    customers_without_a_code_are_not_alike,
    a_code_in_another_case_is_taken_in_each_part_of_the_catalogue,
    a_code_is_taken_by_an_earlier_event_of_the_same_commit,
    an_item_code_is_taken_though_the_course_is_another,
    one_code_may_stand_in_every_part_of_the_tenant,
}

#[track_caller]
fn assert_taken(fixture: &Fixture, events: impl IntoIterator<Item = Event>, fact: UniqueFact) {
    let before = Snapshot::of(&*fixture.tenant);
    let commit = fixture.draft_of(start(), events);
    assert_eq!(fixture.commit(commit), Err(CommitError::Conflict(Conflict::Taken(fact))));
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after a taken fact");
}

fn edited(customer: CustomerId, profile: Profile) -> Event {
    let profile = Some(Box::new(Personal::new(profile)));
    let fields = vec![ProfileField::Email];
    Event::Customer(customer, CustomerEvent::ProfileEdited { fields, profile }.into())
}

/// CUS-29
fn an_email_in_another_case_is_taken(fixture: &Fixture) {
    fixture.customer("ada@example.org");
    let event = added(fixture.customer_id(), profile("ADA@Example.ORG"));
    assert_taken(fixture, [event], UniqueFact::CustomerEmail);
}

/// CUS-29
fn an_email_with_its_domain_in_ascii_is_taken(fixture: &Fixture) {
    fixture.customer("ada@Bücher.example");
    for address in ["ada@xn--bcher-kva.example", "ada@BÜCHER.example", "ada@bu\u{308}cher.example"] {
        let event = added(fixture.customer_id(), profile(address));
        assert_taken(fixture, [event], UniqueFact::CustomerEmail);
    }
}

/// CUS-29
fn an_email_is_taken_by_an_earlier_event_of_the_same_commit(fixture: &Fixture) {
    let events = ["ada@example.org", "bob@example.org", "Ada@example.org"]
        .map(|address| added(fixture.customer_id(), profile(address)));
    assert_taken(fixture, events, UniqueFact::CustomerEmail);
}

fn a_customer_code_in_another_case_is_taken(fixture: &Fixture) {
    fixture.customer_with(profile_coded("ada@example.org", "Ärzte-1"));
    let event = added(fixture.customer_id(), profile_coded("bob@example.org", "äRZTE-1"));
    assert_taken(fixture, [event], UniqueFact::CustomerCode);
}

fn a_customer_code_is_taken_by_an_earlier_event_of_the_same_commit(fixture: &Fixture) {
    let events = [("ada@example.org", "A-1"), ("bob@example.org", "a-1")]
        .map(|(address, code)| added(fixture.customer_id(), profile_coded(address, code)));
    assert_taken(fixture, events, UniqueFact::CustomerCode);
}

/// CUS-10
fn an_edit_cannot_take_the_email_or_the_code_of_another(fixture: &Fixture) {
    let ada = fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    fixture.customer_with(profile_coded("bob@example.org", "B-1"));
    assert_taken(fixture, [edited(ada, profile_coded("BOB@example.org", "A-1"))], UniqueFact::CustomerEmail);
    assert_taken(fixture, [edited(ada, profile_coded("ada@example.org", "b-1"))], UniqueFact::CustomerCode);
}

fn an_edit_may_keep_its_own_email_and_code_in_another_case(fixture: &Fixture) {
    let ada = fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    fixture.write([edited(ada, profile_coded("Ada@Example.org", "a-1"))]);
    let record = fixture.record(ada);
    let profile = record.customer.profile().unwrap();
    assert_eq!(profile.email.as_typed(), "Ada@Example.org");
    assert_eq!(profile.code.as_ref().unwrap().as_str(), "a-1");
}

/// CUS-10
fn an_email_and_a_code_that_were_let_go_may_be_taken(fixture: &Fixture) {
    let ada = fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    fixture.write([edited(ada, profile("lovelace@example.org"))]);
    let bob = fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    let event = edited(ada, profile("ada@example.org"));
    assert_taken(fixture, [event], UniqueFact::CustomerEmail);
    fixture.write([edited(bob, profile("bob@example.org"))]);
    fixture.write([edited(ada, profile_coded("ada@example.org", "A-1"))]);
}

fn an_email_may_pass_on_within_one_commit(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let bob = fixture.customer_id();
    fixture.write([
        edited(ada, profile("lovelace@example.org")),
        added(bob, profile("ada@example.org")),
        edited(bob, profile("bob@example.org")),
        edited(ada, profile("ada@example.org")),
    ]);
    assert_eq!(fixture.record(ada).customer.profile().unwrap().email.canonical(), "ada@example.org");
    assert_eq!(fixture.record(bob).customer.profile().unwrap().email.canonical(), "bob@example.org");
}

fn customers_without_a_code_are_not_alike(fixture: &Fixture) {
    let ids = ["ada@example.org", "bob@example.org", "eve@example.org"].map(|one| fixture.customer(one));
    assert!(ids.iter().all(|id| fixture.find(*id).is_some()));
}

/// One event for every kind of thing with a code.
fn coded(fixture: &Fixture, course: CourseId, product: ProductId, code: &str) -> [(UniqueFact, Event); 5] {
    let ids = &fixture.ids;
    [
        (UniqueFact::GroupCode, group_added(GroupId::next(ids), code)),
        (UniqueFact::ProductCode, product_added(ProductId::next(ids), code, Vec::new())),
        (UniqueFact::PriceCode, price_added(PriceId::next(ids), code, product)),
        (UniqueFact::CourseCode, course_added(CourseId::next(ids), code)),
        (UniqueFact::ItemCode, item_added(course, ItemId::next(ids), code)),
    ]
}

fn a_code_in_another_case_is_taken_in_each_part_of_the_catalogue(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH-Ä");
    fixture.group("MATH-Ä");
    for code in ["MATH-Ä", "math-ä", "Math-A\u{308}"] {
        for (fact, event) in coded(fixture, bundle.course, bundle.product, code) {
            assert_taken(fixture, [event], fact);
        }
    }
}

fn a_code_is_taken_by_an_earlier_event_of_the_same_commit(fixture: &Fixture) {
    let bundle = fixture.bundle("BASE");
    let first = coded(fixture, bundle.course, bundle.product, "Twin");
    let second = coded(fixture, bundle.course, bundle.product, "tWIN");
    for ((fact, first), (_, second)) in first.into_iter().zip(second) {
        assert_taken(fixture, [first, second], fact);
    }
}

fn an_item_code_is_taken_though_the_course_is_another(fixture: &Fixture) {
    fixture.bundle("MATH");
    let other = fixture.course("PHYSICS");
    let event = item_added(other, ItemId::next(&fixture.ids), "math");
    assert_taken(fixture, [event], UniqueFact::ItemCode);
}

fn one_code_may_stand_in_every_part_of_the_tenant(fixture: &Fixture) {
    let bundle = fixture.bundle("SAME");
    fixture.group("SAME");
    let ada = fixture.customer_with(profile_coded("ada@example.org", "SAME"));
    assert!(fixture.find(ada).is_some());
    let snapshot = Snapshot::of(&*fixture.tenant);
    assert_eq!(snapshot.courses[0].id, bundle.course);
    assert_eq!(snapshot.groups.len(), 1);
}
