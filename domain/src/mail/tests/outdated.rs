use uuid::Uuid;

use super::super::{
    DedupeKey, Mail, MailFacts, MailKind, NewMail, Outdated, may_tell_customer, may_tell_invited,
};
use crate::customer::{AddCustomer, Customer, CustomerEvent, LinkPurpose, Origin, Profile, add};
use crate::email::EmailAddress;
use crate::id::{CustomerId, GrantId, InvitationId, MailId, OrderId, SeatId};
use crate::personal::Personal;
use crate::seat::{Channel, ClaimWay, Seat, SeatEvent, VoidCause};
use crate::secret::{LinkHash, PasswordHash};
use crate::stamp::{Revision, Stamp};
use crate::text::PersonName;
use crate::time::Instant;

const NOON: &str = "2026-03-01T12:00:00Z";
const EVENING: &str = "2026-03-01T20:00:00Z";
const NEXT_WEEK: &str = "2026-03-08T12:00:00Z";

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn stamp(text: &str) -> Stamp {
    let (position, actor) = (Revision::new(1), "tester".into());
    Stamp { position, effective_at: at(text), recorded_at: at(text), actor, note: None }
}

fn link(number: u8) -> LinkHash {
    LinkHash::from_stored([number; 32])
}

fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// Ada, whose account was made without a password.
fn ada() -> Customer {
    let name = |text| PersonName::parse(text).unwrap();
    let profile = Profile::new(name("Ada"), name("Lovelace"), email("Ada@Example.org"));
    let command = AddCustomer { profile, origin: Origin::Import, must_change_password: false };
    let events = add(command, None, None).unwrap();
    Customer::from_first(CustomerId::from_uuid(uuid(1)), &events[0], &stamp(NOON)).unwrap()
}

fn password_set() -> CustomerEvent {
    CustomerEvent::PasswordSet { hash: Some(PasswordHash::from_stored("hash")), must_change: true }
}

/// Ada after she was sent link 1 at noon, for a week.
fn linked() -> Customer {
    let mut customer = ada();
    let (purpose, expires_at) = (LinkPurpose::SetPassword, at(NEXT_WEEK));
    let made = CustomerEvent::AccountLinkMade { purpose, link: link(1), expires_at };
    customer.apply(&made, &stamp(NOON));
    customer
}

/// A mail to that address, queued at noon.
fn mail_to(address: &str) -> Mail {
    let new = NewMail {
        id: MailId::from_uuid(uuid(2)),
        kind: MailKind::Welcome,
        to: Personal::new(email(address)),
        customer: Some(ada().id),
        facts: MailFacts::default(),
        secret: None,
        dedupe: DedupeKey::new(MailKind::Welcome, 1),
        is_held: false,
    };
    Mail::queued(new, at(NOON))
}

fn tell(customer: &Customer, link: Option<LinkHash>, now: &str) -> Result<(), Outdated> {
    may_tell_customer(Some(customer), &mail_to("ada@example.org"), link.as_ref(), at(now))
}

/// MAIL-03, MAIL-06: an address in other capitals is the same one.
#[test]
fn a_secret_is_told_to_whom_it_is_meant_for() {
    assert_eq!(tell(&linked(), Some(link(1)), EVENING), Ok(()));
    let mut customer = ada();
    customer.apply(&password_set(), &stamp(NOON));
    assert_eq!(tell(&customer, None, EVENING), Ok(()));
}

/// GDPR-11
#[test]
fn no_secret_is_told_of_a_customer_who_is_gone() {
    let mail = mail_to("ada@example.org");
    assert_eq!(may_tell_customer(None, &mail, None, at(NOON)), Err(Outdated::CustomerErased));
    let mut customer = linked();
    customer.identity = crate::customer::Identity::Erased { at: at(NOON) };
    assert_eq!(tell(&customer, Some(link(1)), NOON), Err(Outdated::CustomerErased));
    assert_eq!(tell(&customer, None, NOON), Err(Outdated::CustomerErased));
}

/// MAIL-03, MAIL-06
#[test]
fn no_secret_is_told_to_an_address_that_the_customer_has_left() {
    let elsewhere = mail_to("ada@example.com");
    let told =
        |link: Option<LinkHash>| may_tell_customer(Some(&linked()), &elsewhere, link.as_ref(), at(EVENING));
    assert_eq!(told(Some(link(1))), Err(Outdated::AddressChanged));
    assert_eq!(told(None), Err(Outdated::AddressChanged));
}

///
#[test]
fn a_password_that_was_replaced_is_not_told() {
    let mut customer = ada();
    customer.apply(&password_set(), &stamp(NOON));
    customer.apply(&password_set(), &stamp(EVENING));
    assert_eq!(tell(&customer, None, EVENING), Err(Outdated::PasswordReplaced));
}

/// MAIL-06, MAIL-07
#[test]
fn a_link_to_an_account_is_sent_as_long_as_it_can_be_used() {
    assert_eq!(tell(&linked(), Some(link(2)), EVENING), Err(Outdated::LinkUnknown));
    let ended_at = at(NEXT_WEEK);
    assert_eq!(tell(&linked(), Some(link(1)), "2026-03-08T11:59:59.999999Z"), Ok(()));
    assert_eq!(tell(&linked(), Some(link(1)), NEXT_WEEK), Err(Outdated::LinkExpired { ended_at }));
    let mut customer = linked();
    customer.apply(&password_set(), &stamp(EVENING));
    assert_eq!(tell(&customer, Some(link(1)), EVENING), Err(Outdated::AccountLinkEnded));
}

fn invitation(number: u128) -> InvitationId {
    InvitationId::from_uuid(uuid(number))
}

fn invited(number: u8) -> SeatEvent {
    SeatEvent::InvitationSent {
        invitation: invitation(number.into()),
        channel: Channel::Mail,
        link: link(number),
        expires_at: at(NEXT_WEEK),
        address: Some(Personal::new(email("carol@example.org"))),
        text: None,
    }
}

fn claimed(by: Option<u128>) -> SeatEvent {
    SeatEvent::SeatClaimed {
        holder: ada().id,
        grant: GrantId::from_uuid(uuid(9)),
        way: ClaimWay::Invitation,
        invitation: by.map(invitation),
        address: None,
    }
}

/// A seat to which invitation 1 was sent with link 1, for a week, and what happened since.
fn seat(since: &[SeatEvent]) -> Seat {
    let (buyer, order) = (ada().id, OrderId::from_uuid(uuid(4)));
    let bought = SeatEvent::SeatBought { buyer, order, line: 1, number: 1, code: None };
    let mut seat = Seat::from_first(SeatId::from_uuid(uuid(3)), &bought, &stamp(NOON)).unwrap();
    for event in [invited(1)].iter().chain(since) {
        seat.apply(event, &stamp(NOON));
    }
    seat
}

fn invite(since: &[SeatEvent], now: &str) -> Result<(), Outdated> {
    may_tell_invited(Some(&seat(since)), &link(1), at(now))
}

/// MAIL-04, Q-04: others may be invited to the same seat.
#[test]
fn an_invitation_that_can_be_accepted_is_sent() {
    assert_eq!(invite(&[], EVENING), Ok(()));
    assert_eq!(invite(&[invited(2)], EVENING), Ok(()));
    assert_eq!(invite(&[], "2026-03-08T11:59:59.999999Z"), Ok(()));
}

/// Q-04, REG-24
#[test]
fn no_invitation_is_sent_to_a_seat_that_is_taken() {
    assert_eq!(invite(&[claimed(Some(1))], EVENING), Err(Outdated::InvitationAccepted));
    assert_eq!(invite(&[claimed(None)], EVENING), Err(Outdated::SeatTaken));
    assert_eq!(invite(&[invited(2), claimed(Some(2))], EVENING), Err(Outdated::SeatTaken));
}

/// REG-30: taking it back ends the invitation, also where a link of another one is open.
#[test]
fn no_invitation_is_sent_that_was_withdrawn() {
    let withdrawn = SeatEvent::InvitationWithdrawn { invitation: invitation(1) };
    assert_eq!(invite(&[invited(2), withdrawn], EVENING), Err(Outdated::InvitationWithdrawn));
}

/// ORD-14: a seat that came back has no invitation any more.
#[test]
fn no_invitation_is_sent_to_a_void_seat() {
    let voided = SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled };
    assert_eq!(invite(std::slice::from_ref(&voided), EVENING), Err(Outdated::SeatVoid));
    let accepted_before = [claimed(Some(1)), voided.clone()];
    assert_eq!(invite(&accepted_before, EVENING), Err(Outdated::SeatVoid));
    let back = [voided, SeatEvent::SeatReinstated { code: None }];
    assert_eq!(invite(&back, EVENING), Err(Outdated::SeatVoid));
}

///
#[test]
fn no_link_is_sent_that_a_newer_one_replaced_or_whose_time_is_over() {
    let renewed = SeatEvent::InvitationRenewed {
        invitation: invitation(1),
        link: link(7),
        expires_at: at(NEXT_WEEK),
        is_reminder: false,
    };
    assert_eq!(invite(std::slice::from_ref(&renewed), EVENING), Err(Outdated::NewerLink));
    assert_eq!(may_tell_invited(Some(&seat(&[renewed])), &link(7), at(EVENING)), Ok(()));
    let ended_at = at(NEXT_WEEK);
    assert_eq!(invite(&[], NEXT_WEEK), Err(Outdated::LinkExpired { ended_at }));
    assert_eq!(may_tell_invited(None, &link(1), at(NOON)), Err(Outdated::LinkUnknown));
    assert_eq!(may_tell_invited(Some(&seat(&[])), &link(8), at(NOON)), Err(Outdated::LinkUnknown));
}
