//! What is written and looked at where somebody is erased or deleted.

use pollster::block_on;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{BillingAddress, CustomerEvent, Profile, ProfileField};
use rollbook_domain::event::Event;
use rollbook_domain::id::{CustomerId, InvitationId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{ActivityQuery, CommitError, PageRequest};
use rollbook_domain::text::FieldName;

use crate::Fixture;
use crate::seat_facts::{invited, link};
use crate::snapshot::Snapshot;
use crate::words::{days_later, note, profile, profile_coded, start};

pub(crate) fn erased(customer: CustomerId) -> Event {
    Event::Customer(customer, CustomerEvent::CustomerErased.into())
}

pub(crate) fn noted(fixture: &Fixture, event: Event) {
    let mut commit = fixture.draft(start());
    commit.push(event, Some(note("because of Ada")));
    fixture.expect_what_is(&mut commit);
    fixture.commit(commit).unwrap();
}

pub(crate) fn invited_with(fixture: &Fixture, seat: SeatId, address: &str) -> (InvitationId, Event) {
    let id = fixture.invitation_id();
    (id, invited(seat, id, link(fixture.number()), address, days_later(90)))
}

pub(crate) fn notes(fixture: &Fixture) -> usize {
    let all = PageRequest::everything();
    let activity = block_on(fixture.tenant.activity(&ActivityQuery::default(), &all)).unwrap().items;
    activity.iter().filter(|recorded| recorded.note.is_some()).count()
}

pub(crate) fn moved(customer: CustomerId, address: &str) -> Event {
    let profile = Some(Box::new(Personal::new(profile(address))));
    let fields = vec![ProfileField::Email];
    Event::Customer(customer, CustomerEvent::ProfileEdited { fields, profile }.into())
}

pub(crate) fn own_addresses(fixture: &Fixture, customer: CustomerId) -> Vec<String> {
    let keys = block_on(fixture.tenant.own_addresses(customer)).unwrap();
    keys.iter().map(|key| key.as_str().to_owned()).collect()
}

pub(crate) fn full_profile() -> Profile {
    let mut full = profile_coded("ada@example.org", "A-1");
    let line_one = Some("1 Ada Lane".to_owned());
    full.billing_address = Some(Box::new(BillingAddress { line_one, ..BillingAddress::default() }));
    full.fields.insert(FieldName::parse("phone").unwrap(), "+44 1234".to_owned());
    full
}

pub(crate) fn refused(fixture: &Fixture, commit: Commit) -> CommitError {
    let before = Snapshot::of(&*fixture.tenant);
    let error = fixture.commit(commit).unwrap_err();
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after a refusal");
    error
}
