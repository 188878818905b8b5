use uuid::Uuid;

use super::super::{
    DedupeKey, Mail, MailFacts, MailKind, MailState, NewMail, OutboxEvent, RequeueRefused, SecretUse, requeue,
};
use crate::email::EmailAddress;
use crate::id::MailId;
use crate::personal::Personal;
use crate::time::Instant;

fn id(number: u128) -> MailId {
    MailId::from_uuid(Uuid::from_u128(number))
}

fn ended(state: MailState) -> Mail {
    let new = NewMail {
        id: id(1),
        kind: MailKind::ItemUnlocked,
        to: Personal::new(EmailAddress::parse("ada@example.org").unwrap()),
        customer: None,
        facts: MailFacts { first_name: Some("Ada".to_owned()), ..MailFacts::default() },
        secret: None,
        dedupe: DedupeKey::new(MailKind::ItemUnlocked, "x"),
        is_held: true,
    };
    Mail { state, ..Mail::queued(new, Instant::EPOCH) }
}

/// MAIL-15
#[test]
fn what_was_held_back_is_queued_anew_as_a_mail_by_hand() {
    for state in [MailState::HeldBack, MailState::Dead] {
        let (event, new) = requeue(&ended(state), id(2)).unwrap();
        assert_eq!(event, OutboxEvent::MailsRequeued { mails: vec![id(1)] });
        assert_eq!((new.id, new.kind, new.is_held), (id(2), MailKind::ItemUnlocked, false));
        assert_eq!(new.facts.first_name.as_deref(), Some("Ada"));
        assert!(new.facts.is_by_hand);
        assert_ne!(new.dedupe, ended(state).dedupe);
    }
}

/// MAIL-15
#[test]
fn what_has_not_ended_was_sent_told_a_secret_or_lost_its_recipient_is_not_queued_anew() {
    for state in [MailState::Queued, MailState::Leased, MailState::Sent] {
        assert_eq!(requeue(&ended(state), id(2)), Err(RequeueRefused::NotEnded { mail: id(1), state }));
    }
    let mut secret = ended(MailState::Dead);
    secret.facts.as_mut().unwrap().tells = Some(SecretUse::PasswordLink);
    assert_eq!(requeue(&secret, id(2)), Err(RequeueRefused::SecretForgotten { mail: id(1) }));
    let erased = Mail { to: None, facts: None, ..ended(MailState::HeldBack) };
    assert_eq!(requeue(&erased, id(2)), Err(RequeueRefused::Erased { mail: id(1) }));
}
