use pollster::block_on;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::mail::{
    DedupeKey, Mail, MailKind, MailState, OutboxEvent, Suppression, SuppressionCause,
};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Committed, Conflict, CountingVault, Page};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::stamp::Revision;

use super::{mail_id, queued};
use crate::mail::{
    HoldReport, MailChoice, allow_address, hold_mails, list_suppressions, release_mails, requeue_mails,
    suppress_address,
};
use crate::testing::{MockPorts, Room, now, outage};
use crate::{Failure, What};

const DONE: Committed = Committed { last_sequence: 1 };

fn page(items: Vec<Mail>) -> Page<Mail> {
    Page { items, next: None }
}

fn address() -> EmailAddress {
    EmailAddress::parse("ada@example.org").unwrap()
}

#[test]
fn all_mails_of_a_kind_on_their_way_are_held_in_one_commit() {
    let vault = CountingVault::default();
    let mut store = MockPorts::new();
    store.expect_outbox_revision().once().returning(|| Ok(Revision::new(7)));
    let kind = MailKind::Welcome;
    store.expect_mails().times(2).returning(move |query, _| {
        assert_eq!(query.kind, Some(kind));
        Ok(page(match query.state {
            Some(MailState::Queued) => {
                vec![queued(&vault, 1, kind), Mail { is_held: true, ..queued(&vault, 2, kind) }]
            }
            Some(MailState::Leased) => vec![Mail { state: MailState::Leased, ..queued(&vault, 3, kind) }],
            _ => panic!("a mail that has ended is asked for"),
        }))
    });
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            commit.expected[0].stream == StreamId::Outbox
                && commit.expected[0].revision == Revision::new(7)
                && commit.events[0].event
                    == Event::Outbox(OutboxEvent::MailsHeld { mails: vec![mail_id(1), mail_id(3)] })
        })
        .returning(|_| Ok(DONE));
    let room = Room::with(store);
    let report = block_on(hold_mails(&room.desk(), &MailChoice::Kind(kind))).unwrap();
    assert_eq!(report, HoldReport { changed: 2, unchanged: 1 });
}

#[test]
fn a_mail_named_twice_is_released_once_and_one_that_was_sent_stays_as_it_is() {
    let vault = CountingVault::default();
    let mut store = MockPorts::new();
    store.expect_outbox_revision().returning(|| Ok(Revision::NONE));
    store.expect_find_mail().returning(move |id| {
        let mail = queued(&vault, 1, MailKind::Welcome);
        Ok(match id {
            id if id == mail_id(1) => Some(Mail { is_held: true, ..mail }),
            id if id == mail_id(2) => Some(Mail { id, state: MailState::Sent, ..mail }),
            _ => None,
        })
    });
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            commit.events[0].event == Event::Outbox(OutboxEvent::MailsReleased { mails: vec![mail_id(1)] })
        })
        .returning(|_| Ok(DONE));
    let room = Room::with(store);
    let choice = MailChoice::Mails(vec![mail_id(1), mail_id(2), mail_id(1)]);
    let report = block_on(release_mails(&room.desk(), &choice)).unwrap();
    assert_eq!(report, HoldReport { changed: 1, unchanged: 1 });
    let failure = block_on(hold_mails(&room.desk(), &MailChoice::Mails(vec![mail_id(9)]))).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Mail, .. }));
}

/// MAIL-15
#[test]
fn mails_that_ended_unsent_are_queued_anew_in_one_commit_and_once() {
    let held_back = |number| {
        let vault = CountingVault::default();
        Mail { state: MailState::HeldBack, ..queued(&vault, number, MailKind::ItemUnlocked) }
    };
    let again = |found: fn() -> Vec<Mail>| {
        let mut store = MockPorts::new();
        store.expect_outbox_revision().returning(|| Ok(Revision::new(3)));
        store.expect_find_mail().returning(move |id| {
            let number = if id == mail_id(1) { 1 } else { 2 };
            Ok(Some(held_back(number)).filter(|mail| mail.id == id))
        });
        store.expect_mails().returning(move |query, _| {
            assert_eq!(query.kind, Some(MailKind::ItemUnlocked));
            Ok(page(found()))
        });
        store
    };
    let mut store = again(Vec::new);
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            commit.expected[0].stream == StreamId::Outbox
                && commit.events.len() == 2
                && commit.mails.len() == 2
                && commit.mails.iter().all(|mail| mail.facts.is_by_hand)
        })
        .returning(|_| Ok(DONE));
    let room = Room::with(store);
    let mails = [mail_id(1), mail_id(2), mail_id(1)];
    assert_eq!(block_on(requeue_mails(&room.desk(), &mails)).unwrap().len(), 2);
    let missing = block_on(requeue_mails(&room.desk(), &[mail_id(9)])).unwrap_err();
    assert!(matches!(missing, Failure::Missing { what: What::Mail, .. }));
    let room = Room::with(again(|| {
        let dedupe = DedupeKey::new(MailKind::ItemUnlocked, format_args!("again:{}", mail_id(1)));
        vec![Mail { dedupe, ..queued(&CountingVault::default(), 7, MailKind::ItemUnlocked) }]
    }));
    let repeated = block_on(requeue_mails(&room.desk(), &[mail_id(1)])).unwrap_err();
    assert!(repeated.to_string().contains("queued anew already"), "{repeated}");
}

#[test]
fn nothing_to_hold_is_no_commit() {
    let mut store = MockPorts::new();
    store.expect_outbox_revision().returning(|| Ok(Revision::NONE));
    store.expect_mails().returning(|_, _| Ok(page(Vec::new())));
    let room = Room::with(store);
    let report = block_on(hold_mails(&room.desk(), &MailChoice::All)).unwrap();
    assert_eq!(report, HoldReport { changed: 0, unchanged: 0 });
}

#[test]
fn an_address_is_suppressed_and_allowed_again_even_when_somebody_came_between() {
    let mut store = MockPorts::new();
    store.expect_outbox_revision().returning(|| Ok(Revision::new(1)));
    store.expect_suppressions().returning(|| Ok(Vec::new()));
    let moved = Conflict::Moved { stream: StreamId::Outbox, expected: Revision::new(1) };
    store.expect_commit().once().returning(move |_| Err(moved.into()));
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            matches!(&commit.events[0].event, Event::Outbox(OutboxEvent::AddressSuppressed { .. }))
        })
        .returning(|_| Ok(DONE));
    let room = Room::with(store);
    assert_eq!(block_on(suppress_address(&room.desk(), &address())).unwrap(), Outcome::Applied);
    assert_eq!(block_on(allow_address(&room.desk(), &address())).unwrap(), Outcome::Unchanged);
}

#[test]
fn what_is_suppressed_is_listed_and_allowed() {
    let suppression = || Suppression {
        address: Personal::new(address()),
        cause: SuppressionCause::Refused,
        since: now(),
        problem: Some("550 no such user".to_owned()),
    };
    let mut store = MockPorts::new();
    store.expect_outbox_revision().returning(|| Ok(Revision::new(1)));
    store.expect_suppressions().returning(move || Ok(vec![suppression()]));
    store
        .expect_commit()
        .once()
        .withf(|commit| matches!(&commit.events[0].event, Event::Outbox(OutboxEvent::AddressAllowed { .. })))
        .returning(|_| Ok(DONE));
    let room = Room::with(store);
    assert_eq!(block_on(list_suppressions(&room.desk())).unwrap().len(), 1);
    assert_eq!(block_on(allow_address(&room.desk(), &address())).unwrap(), Outcome::Applied);
    assert_eq!(block_on(suppress_address(&room.desk(), &address())).unwrap(), Outcome::Unchanged);
}

#[test]
fn an_outage_ends_it() {
    let mut store = MockPorts::new();
    store.expect_outbox_revision().returning(|| Err(outage()));
    let room = Room::with(store);
    assert!(matches!(block_on(hold_mails(&room.desk(), &MailChoice::All)), Err(Failure::Store(_))));
    assert!(matches!(block_on(suppress_address(&room.desk(), &address())), Err(Failure::Store(_))));
}
