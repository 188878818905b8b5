//! Erasing customers: nothing of a person stays that an erasure takes out, and nothing of others goes.

use pollster::block_on;
use rollbook_domain::access::AccessEvent;
use rollbook_domain::customer::{CustomerEvent, Identity, LinkPurpose, ProfileField, Status};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::mail::NewMail;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CommitError, Conflict, CustomerKey, CustomerQuery, PageRequest};
use rollbook_domain::seat::{SeatEvent, VoidCause};
use rollbook_domain::secret::PasswordHash;

use crate::Fixture;
use crate::cases::cases;
use crate::erasure_facts::{erased, full_profile, moved, noted, notes, own_addresses, refused};
use crate::facts::{joined, window};
use crate::seat_facts::link;
use crate::snapshot::Snapshot;
use crate::words::{code, days_later, email, profile, start};

cases! { erasure:
    an_erased_record_keeps_its_id_and_create_date_only,
    the_email_and_the_code_of_an_erased_person_are_free,
    the_reasons_given_in_the_streams_of_an_erased_person_are_gone,
    what_belongs_to_others_stays,
    an_address_that_somebody_else_has_now_is_theirs,
    an_erased_person_is_not_brought_back,
    who_is_made_inactive_and_erased_by_one_commit_is_erased_like_anybody,
}

/// GDPR-05, CUS-28
fn an_erased_record_keeps_its_id_and_create_date_only(fixture: &Fixture) {
    let (ada, group) = (fixture.customer_with(full_profile()), fixture.group("PILOTS"));
    let hash = Some(PasswordHash::from_stored("$argon2id$x"));
    fixture.write([
        joined(ada, group),
        Event::Customer(ada, CustomerEvent::PasswordSet { hash, must_change: true }.into()),
        Event::Customer(ada, CustomerEvent::PasswordExpirySet { after_days: Some(9) }.into()),
        Event::Customer(ada, CustomerEvent::TaxExemptionSet { is_exempt: true }.into()),
        Event::Customer(
            ada,
            CustomerEvent::AccountLinkMade {
                purpose: LinkPurpose::Unlock,
                link: link(1),
                expires_at: days_later(1),
            }
            .into(),
        ),
        Event::Customer(ada, CustomerEvent::StatusChanged { status: Status::Inactive }.into()),
    ]);
    let before = fixture.record(ada);
    fixture.write_at(days_later(3), [erased(ada)]);
    let record = fixture.record(ada);
    let customer = &record.customer;
    assert_eq!(customer.identity, Identity::Erased { at: days_later(3) });
    assert_eq!((customer.id, customer.created_at), (ada, before.customer.created_at));
    assert_eq!(*customer.status_at(days_later(4)), Status::Inactive);
    assert!(customer.memberships.is_empty() && customer.links.is_empty() && !customer.is_tax_exempt);
    assert_eq!(customer.password, rollbook_domain::customer::PasswordState::default());
    assert_eq!(record.revision, before.revision.next());
    assert_eq!(block_on(fixture.tenant.password_hash(ada)).unwrap(), None);
    assert_eq!(block_on(fixture.tenant.find_account_link(&link(1))).unwrap(), None);
    let listed =
        block_on(fixture.tenant.list_customers(&CustomerQuery::default(), &PageRequest::everything()));
    assert_eq!(listed.unwrap().items[0].profile, None);
}

/// GDPR-11
fn the_email_and_the_code_of_an_erased_person_are_free(fixture: &Fixture) {
    let ada = fixture.customer_with(full_profile());
    fixture.write([erased(ada)]);
    let address = email("ada@example.org").key();
    for key in [CustomerKey::Email(address.clone()), CustomerKey::Code(code("A-1"))] {
        assert_eq!(block_on(fixture.tenant.find_customer(&key)).unwrap(), None);
    }
    assert!(block_on(fixture.tenant.known_customers(&[address], &[])).unwrap().is_empty());
    let anew = fixture.customer_with(full_profile());
    assert_ne!(anew, ada);
    assert!(fixture.record(anew).customer.profile().is_some());
    assert!(fixture.record(ada).customer.profile().is_none());
}

/// GDPR-12
fn the_reasons_given_in_the_streams_of_an_erased_person_are_gone(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bundle = fixture.bundle("MATH");
    let bought = fixture.buy(ada, bundle, 2);
    let status = |status| CustomerEvent::StatusChanged { status };
    noted(fixture, Event::Customer(ada, status(Status::Inactive).into()));
    noted(fixture, Event::Customer(bob, status(Status::Active).into()));
    let (grant, events) = fixture.claim_events(&bought, bought.seats[0], bob, None);
    for event in events {
        noted(fixture, event);
    }
    let (old, new) = (window(start(), Some(days_later(365))), window(start(), None));
    noted(fixture, Event::Customer(bob, AccessEvent::AccessWindowEdited { grant, old, new }.into()));
    noted(fixture, Event::Customer(bob, AccessEvent::AccessSuspended { grant }.into()));
    noted(fixture, Event::Seat(bought.seats[1], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased }));
    assert_eq!(notes(fixture), 7);
    fixture.write([erased(ada)]);
    assert_eq!(notes(fixture), 1, "of what was written of Bob, one has nothing to do with Ada");
    let record = fixture.record(bob);
    assert!(record.customer.statuses[0].stamp.note.is_some());
    assert!(record.grants[0].stamp.note.is_none() && record.grants[0].edits[0].stamp.note.is_none());
    assert!(record.grants[0].standings[0].stamp.note.is_none());
    assert!(fixture.record(ada).customer.statuses[0].stamp.note.is_none());
    let seat = fixture.seat(bought.seats[1]).unwrap().seat;
    assert!(seat.voidings[0].stamp.note.is_none());
}

///
fn what_belongs_to_others_stays(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer_with(profile("bob@example.org")));
    let bundle = fixture.bundle("MATH");
    fixture.give(bob, bundle, window(start(), None), start());
    let bought = fixture.buy(bob, bundle, 2);
    fixture.invite(bought.seats[0], "eve@example.org", days_later(30));
    fixture.claim(&bought, bought.seats[1], bob);
    fixture.queue([NewMail { customer: Some(bob), ..fixture.new_mail("bob@example.org") }]);
    noted(fixture, Event::Seat(bought.seats[0], SeatEvent::CodeResealed { code: None }));
    let before = Snapshot::of(&*fixture.tenant);
    fixture.write([erased(ada)]);
    let after = Snapshot::of(&*fixture.tenant);
    assert_eq!(after.seats, before.seats);
    assert_eq!(after.mails, before.mails);
    assert_eq!(after.orders, before.orders);
    let of_bob = |snapshot: &Snapshot| snapshot.records.iter().find(|one| one.customer.id == bob).cloned();
    assert_eq!(of_bob(&after), of_bob(&before));
    assert_eq!(after.activity[..before.activity.len()], before.activity[..]);
}

/// GDPR-12
fn an_address_that_somebody_else_has_now_is_theirs(fixture: &Fixture) {
    let ada = fixture.customer("first@example.org");
    fixture.queue([NewMail { customer: Some(ada), ..fixture.new_mail("first@example.org") }]);
    fixture.write([moved(ada, "second@example.org")]);
    let bob = fixture.customer("first@example.org");
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let invitation = fixture.invite(bought.seats[0], "first@example.org", days_later(30));
    assert_eq!(own_addresses(fixture, ada), ["second@example.org"]);
    assert_eq!(own_addresses(fixture, bob), ["first@example.org"]);
    fixture.write([erased(ada)]);
    let seat = fixture.seat(bought.seats[0]).unwrap().seat;
    assert!(seat.invitation(invitation).unwrap().address.is_some());
    assert!(fixture.record(bob).customer.profile().is_some());
}

/// GDPR-07, GDPR-11
fn an_erased_person_is_not_brought_back(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let before = fixture.record(ada).revision;
    fixture.write([erased(ada)]);
    let back = || CustomerEvent::ProfileEdited {
        fields: vec![ProfileField::FirstName],
        profile: Some(Box::new(Personal::new(profile("ada@example.org")))),
    };
    let late = |revision| {
        let mut commit = fixture.draft(start());
        commit.expect(StreamId::Customer(ada), revision);
        commit.push(Event::Customer(ada, back().into()), None);
        commit
    };
    let moved = Conflict::Moved { stream: StreamId::Customer(ada), expected: before };
    assert_eq!(refused(fixture, late(before)), moved.into(), "what was planned before");
    let revision = fixture.record(ada).revision;
    assert!(matches!(refused(fixture, late(revision)), CommitError::Store(_)));
}

/// GDPR-08, N123
fn who_is_made_inactive_and_erased_by_one_commit_is_erased_like_anybody(fixture: &Fixture) {
    let ada = fixture.customer_with(full_profile());
    let locked = Status::Locked { automatic: None };
    fixture.write([Event::Customer(ada, CustomerEvent::StatusChanged { status: locked }.into())]);
    let before = fixture.record(ada);
    let email = before.customer.profile().unwrap().email.key();
    let inactive = CustomerEvent::StatusChanged { status: Status::Inactive };
    fixture.write_at(days_later(3), [Event::Customer(ada, inactive.into()), erased(ada)]);
    let record = fixture.record(ada);
    assert_eq!(record.customer.identity, Identity::Erased { at: days_later(3) });
    assert_eq!(*record.customer.status_at(days_later(3)), Status::Inactive);
    assert_eq!(record.revision, before.revision.next().next());
    assert!(block_on(fixture.tenant.find_customer(&CustomerKey::Email(email))).unwrap().is_none());
}
