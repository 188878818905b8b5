use uuid::Uuid;

use crate::email::EmailAddress;
use crate::id::MailId;
use crate::mail::{
    DedupeKey, Mail, MailFacts, MailKind, MailState, NewMail, OutboxEvent, Suppression, SuppressionCause,
    allow, hold, release, suppress,
};
use crate::personal::Personal;
use crate::refusal::Outcome;
use crate::time::Instant;

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn mail(number: u128, state: MailState, is_held: bool) -> Mail {
    let new = NewMail {
        id: MailId::from_uuid(Uuid::from_u128(number)),
        kind: MailKind::LockNotice,
        to: Personal::new(address("ada@example.org")),
        customer: None,
        facts: MailFacts::default(),
        secret: None,
        dedupe: DedupeKey::new(MailKind::LockNotice, number),
        is_held,
    };
    Mail { state, ..Mail::queued(new, Instant::EPOCH) }
}

fn outbox() -> [Mail; 5] {
    [
        mail(1, MailState::Queued, false),
        mail(2, MailState::Queued, true),
        mail(3, MailState::Leased, false),
        mail(4, MailState::Sent, false),
        mail(5, MailState::Dead, true),
    ]
}

#[test]
fn mails_on_their_way_are_held_and_those_that_have_ended_are_left() {
    let outbox = outbox();
    assert_eq!(hold(&outbox), [OutboxEvent::MailsHeld { mails: vec![outbox[0].id, outbox[2].id] }]);
    assert_eq!(hold(&outbox[3..]), []);
}

#[test]
fn only_held_mails_are_released() {
    let outbox = outbox();
    assert_eq!(release(&outbox), [OutboxEvent::MailsReleased { mails: vec![outbox[1].id] }]);
    assert_eq!(release(&outbox[..1]), []);
}

#[test]
fn an_address_is_suppressed_and_allowed_once_however_it_is_written() {
    let (outcome, events) = suppress(&[], address("Ada@Example.org"));
    assert_eq!((outcome, events.len()), (Outcome::Applied, 1));
    let known = [Suppression {
        address: Personal::new(address("ada@example.org")),
        cause: SuppressionCause::Refused,
        since: Instant::EPOCH,
        problem: None,
    }];
    assert_eq!(suppress(&known, address("ADA@example.org")), (Outcome::Unchanged, Vec::new()));
    let (outcome, events) = allow(&known, address("ADA@example.org"));
    assert_eq!((outcome, events.len()), (Outcome::Applied, 1));
    assert_eq!(allow(&known, address("grace@example.org")), (Outcome::Unchanged, Vec::new()));
}
