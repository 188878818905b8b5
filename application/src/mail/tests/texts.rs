use pollster::block_on;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::mail::{EditText, MailKind, MailTextEvent};
use rollbook_domain::port::{Committed, Conflict};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::REG_36;
use rollbook_domain::stamp::Revision;

use super::{edited, with_subject};
use crate::mail::{
    built_in_text, edit_mail_text, list_mail_texts, mail_text_history, preview_edit, preview_kind,
    reset_mail_text, show_mail_text,
};
use crate::testing::{MockPorts, Room, new_tenant, outage};
use crate::{Failure, What};

const KIND: MailKind = MailKind::SeatInvitation;
const DONE: Committed = Committed { last_sequence: 1 };

fn subject(text: &str) -> EditText {
    EditText { subject: Some(text.to_owned()), ..EditText::default() }
}

fn written(commit: &Commit) -> Option<&MailTextEvent> {
    match commit.events.as_slice() {
        [new] => match &new.event {
            Event::MailText(KIND, event) => Some(event),
            _ => None,
        },
        _ => None,
    }
}

/// REG-36, REG-37
#[test]
fn an_edit_is_one_event_of_the_text_alone_so_that_nobody_else_notices() {
    let mut store = MockPorts::new();
    store.expect_mail_texts().once().returning(|| Ok(vec![edited(KIND, &[None])]));
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            let expected = commit.expected.as_slice();
            matches!(written(commit), Some(MailTextEvent::TextEdited { parts }) if parts.subject == "Come!")
                && matches!(expected, [only] if only.stream == StreamId::MailText(KIND) && only.revision == Revision::new(1))
        })
        .returning(|_| Ok(DONE));
    let room = Room::with(store);
    let changed = block_on(edit_mail_text(&room.desk(), KIND, subject("Come!"))).unwrap();
    assert_eq!((changed.id, changed.outcome), (KIND, Outcome::Applied));
}

/// REG-36
#[test]
fn an_edit_that_would_break_the_text_is_refused_and_nothing_is_written() {
    let mut store = MockPorts::new();
    store.expect_mail_texts().returning(|| Ok(Vec::new()));
    let room = Room::with(store);
    let failure = block_on(edit_mail_text(&room.desk(), KIND, subject("Dear {{ frist_name }}"))).unwrap_err();
    assert_eq!(failure.rules(), [REG_36]);
    assert!(
        failure
            .to_string()
            .contains("the subject of seat_invitation cannot be used: line 1 names `frist_name`")
    );
    let without_link = EditText { text: Some("Come!".to_owned()), ..EditText::default() };
    let failure = block_on(edit_mail_text(&room.desk(), KIND, without_link.clone())).unwrap_err();
    assert!(failure.to_string().contains("put {{ link }} where"), "{failure}");
    assert!(block_on(preview_edit(&room.desk(), KIND, without_link)).is_err());
}

/// REG-36
#[test]
fn what_an_edit_does_not_give_stays_as_the_last_edit_left_it() {
    let mut store = MockPorts::new();
    store.expect_mail_texts().returning(|| Ok(vec![edited(KIND, &[Some(with_subject(KIND, "Earlier"))])]));
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            matches!(written(commit), Some(MailTextEvent::TextEdited { parts })
                if parts.subject == "Earlier" && parts.html == "<p>{{ link }}</p>")
        })
        .returning(|_| Ok(DONE));
    let room = Room::with(store);
    let html = EditText { html: Some("<p>{{ link }}</p>".to_owned()), ..EditText::default() };
    block_on(edit_mail_text(&room.desk(), KIND, html)).unwrap();
    let same = block_on(edit_mail_text(&room.desk(), KIND, subject("Earlier"))).unwrap();
    assert_eq!(same.outcome, Outcome::Unchanged);
}

/// REG-36
#[test]
fn a_reset_goes_back_to_the_built_in_text_once() {
    let mut store = MockPorts::new();
    store
        .expect_mail_texts()
        .once()
        .returning(|| Ok(vec![edited(KIND, &[Some(with_subject(KIND, "Earlier"))])]));
    store
        .expect_commit()
        .once()
        .withf(|commit| matches!(written(commit), Some(MailTextEvent::TextReset)))
        .returning(|_| Ok(DONE));
    store
        .expect_mail_texts()
        .once()
        .returning(|| Ok(vec![edited(KIND, &[Some(with_subject(KIND, "Earlier")), None])]));
    let room = Room::with(store);
    assert_eq!(block_on(reset_mail_text(&room.desk(), KIND)).unwrap().outcome, Outcome::Applied);
    assert_eq!(block_on(reset_mail_text(&room.desk(), KIND)).unwrap().outcome, Outcome::Unchanged);
}

#[test]
fn an_edit_that_crossed_another_is_decided_again_on_what_the_other_left() {
    let mut store = MockPorts::new();
    store.expect_mail_texts().once().returning(|| Ok(Vec::new()));
    let moved = Conflict::Moved { stream: StreamId::MailText(KIND), expected: Revision::NONE };
    store.expect_commit().once().returning(move |_| Err(moved.into()));
    store
        .expect_mail_texts()
        .once()
        .returning(|| Ok(vec![edited(KIND, &[Some(with_subject(KIND, "Come!"))])]));
    let room = Room::with(store);
    let changed = block_on(edit_mail_text(&room.desk(), KIND, subject("Come!"))).unwrap();
    assert_eq!(changed.outcome, Outcome::Unchanged);
}

/// REG-36
#[test]
fn texts_are_shown_with_every_version_they_had() {
    let mut store = MockPorts::new();
    let versions =
        || vec![edited(KIND, &[Some(with_subject(KIND, "First")), None, Some(with_subject(KIND, "Third"))])];
    store.expect_mail_texts().returning(move || Ok(versions()));
    let room = Room::with(store);
    let texts = block_on(list_mail_texts(&room.desk())).unwrap();
    assert_eq!(texts.iter().map(|text| text.kind).collect::<Vec<_>>(), MailKind::ALL);
    let shown = texts.iter().find(|text| text.kind == KIND).unwrap();
    assert_eq!(
        (shown.version, shown.parts.subject.as_str(), shown.actor.as_deref()),
        (3, "Third", Some("tester"))
    );
    let history = block_on(mail_text_history(&room.desk(), KIND)).unwrap();
    let told: Vec<_> = history.iter().map(|text| (text.version, text.is_built_in)).collect();
    assert_eq!(told, [(3, false), (2, true), (1, false), (0, true)]);
    let first = block_on(show_mail_text(&room.desk(), KIND, Some(1))).unwrap();
    assert_eq!(first.parts.subject, "First");
    assert_eq!(block_on(show_mail_text(&room.desk(), KIND, Some(2))).unwrap().parts, built_in_text(KIND));
    let missing = block_on(show_mail_text(&room.desk(), KIND, Some(4))).unwrap_err();
    assert!(matches!(missing, Failure::Missing { what: What::MailText, .. }));
    assert!(missing.to_string().contains("seat_invitation version 4"));
}

/// REG-36, N35
#[test]
fn a_preview_shows_the_text_with_example_facts_and_a_placeholder_for_the_secret() {
    let mut store = MockPorts::new();
    store.expect_mail_texts().returning(|| Ok(Vec::new()));
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    let room = Room::with(store);
    let made = block_on(preview_kind(&room.desk(), KIND)).unwrap();
    assert!(made.subject.starts_with("Grace Hopper invites you"));
    assert!(made.text.contains("\n[link]\n"));
    let edited = block_on(preview_edit(&room.desk(), KIND, subject("Come, {{ first_name }}!"))).unwrap();
    assert_eq!(edited.subject, "Come, Ada!");
}

#[test]
fn an_outage_is_reported_and_nothing_is_committed() {
    let mut store = MockPorts::new();
    store.expect_mail_texts().returning(|| Err(outage()));
    let room = Room::with(store);
    let desk = room.desk();
    assert!(matches!(block_on(edit_mail_text(&desk, KIND, subject("a"))), Err(Failure::Store(_))));
    assert!(matches!(block_on(reset_mail_text(&desk, KIND)), Err(Failure::Store(_))));
    assert!(matches!(block_on(list_mail_texts(&desk)), Err(Failure::Store(_))));
    assert!(matches!(block_on(preview_kind(&desk, KIND)), Err(Failure::Store(_))));
}
