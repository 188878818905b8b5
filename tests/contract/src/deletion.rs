//! Deleting customers: they are found nowhere, and their log says that they were there.

use pollster::block_on;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::mail::NewMail;
use rollbook_domain::port::{ActivityQuery, Conflict, CustomerKey, PageRequest};
use rollbook_domain::seat::{SeatEvent, VoidCause};
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::erasure_facts::{full_profile, noted, refused};
use crate::facts::{added, window};
use crate::snapshot::Snapshot;
use crate::words::{code, email, later, profile, start};

cases! { deletion:
    a_deleted_customer_is_found_nowhere_and_stays_in_the_log,
    nothing_follows_in_the_stream_of_a_deleted_customer,
    nobody_is_deleted_who_answers_for_a_seat,
}

fn deleted(customer: CustomerId) -> Event {
    Event::Customer(customer, CustomerEvent::CustomerDeleted.into())
}

/// CUS-23, CUS-24, Q-36
fn a_deleted_customer_is_found_nowhere_and_stays_in_the_log(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer_with(full_profile()), fixture.customer("bob@example.org"));
    let bundle = fixture.bundle("MATH");
    fixture.give(ada, bundle, window(start(), None), start());
    fixture.give(bob, bundle, window(start(), None), start());
    fixture.queue([NewMail { customer: Some(ada), ..fixture.new_mail("ada@example.org") }]);
    noted(fixture, Event::Customer(ada, CustomerEvent::TaxExemptionSet { is_exempt: true }.into()));
    let before = Snapshot::of(&*fixture.tenant);
    fixture.write([deleted(ada)]);
    let after = Snapshot::of(&*fixture.tenant);
    for key in [
        CustomerKey::Id(ada),
        CustomerKey::Email(email("ada@example.org").key()),
        CustomerKey::Code(code("A-1")),
    ] {
        assert_eq!(block_on(fixture.tenant.find_customer(&key)).unwrap(), None);
    }
    assert_eq!(after.summaries.iter().map(|one| one.id).collect::<Vec<_>>(), [bob]);
    assert_eq!(after.orders.iter().map(|row| row.customer).collect::<Vec<_>>(), [bob]);
    assert_eq!(after.enrollments.concat().iter().map(|row| row.customer).collect::<Vec<_>>(), [bob]);
    assert!(after.mails.iter().all(|mail| mail.to.is_none() && mail.facts.is_none()));
    let tombstone = after.activity.last().unwrap();
    assert_eq!(
        (after.activity.len(), tombstone.event.kind()),
        (before.activity.len() + 1, "customer_deleted")
    );
    assert_eq!(tombstone.event.stream(), StreamId::Customer(ada));
    assert!(after.activity.iter().all(|recorded| recorded.note.is_none()));
    let of_ada = ActivityQuery { stream: Some(StreamId::Customer(ada)), is_newest_first: true };
    let log = block_on(fixture.tenant.activity(&of_ada, &PageRequest::everything())).unwrap().items;
    assert_eq!(log.first().map(|recorded| recorded.event.kind()), Some("customer_deleted"));
    assert_ne!(fixture.customer_with(full_profile()), ada, "the email is free");
}

///
fn nothing_follows_in_the_stream_of_a_deleted_customer(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let revision = fixture.record(ada).revision;
    fixture.write([deleted(ada)]);
    let exempt = || Event::Customer(ada, CustomerEvent::TaxExemptionSet { is_exempt: true }.into());
    let with = |revision, event| {
        let mut commit = fixture.draft(later(start(), 1));
        commit.expect(StreamId::Customer(ada), revision);
        commit.push(event, None);
        commit
    };
    refused(fixture, with(revision, exempt()));
    refused(fixture, with(revision.next(), exempt()));
    refused(fixture, with(Revision::NONE, added(ada, profile("ada@example.org"))));
}

///
fn nobody_is_deleted_who_answers_for_a_seat(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let void = SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled };
    fixture.write([
        Event::Seat(bought.seats[0], SeatEvent::SeatHandedOver { to: ada }),
        Event::Seat(bought.seats[0], void),
    ]);
    let error = refused(fixture, fixture.draft_of(start(), [deleted(ada)]));
    assert_eq!(error, Conflict::SeatsLeft(ada).into());
}
