use std::collections::BTreeSet;

use crate::mail::{
    EditText, LINE_VARIABLES, MailKind, MailText, MailTextEvent, SecretUse, TextParts, edit, example_mails,
    reset,
};
use crate::money::Currency;
use crate::refusal::Outcome;
use crate::stamp::{Revision, Stamp};
use crate::time::Instant;

fn parts(subject: &str) -> TextParts {
    TextParts { subject: subject.to_owned(), text: "text".to_owned(), html: "html".to_owned() }
}

fn stamp(position: u64) -> Stamp {
    Stamp {
        position: Revision::new(position),
        effective_at: Instant::EPOCH,
        recorded_at: Instant::EPOCH,
        actor: "tester".into(),
        note: None,
    }
}

/// REG-36
#[test]
fn an_edit_keeps_the_templates_that_it_does_not_give() {
    let command = EditText { text: Some("one\r\ntwo".to_owned()), ..EditText::default() };
    let edited = command.onto(&parts("subject"));
    assert_eq!(edited, TextParts { text: "one\ntwo".to_owned(), ..parts("subject") });
}

/// REG-36
#[test]
fn a_text_has_versions_and_the_built_in_one_holds_again_after_a_reset() {
    let mut text = MailText::built_in(MailKind::SeatInvitation);
    assert_eq!(edit(&text, &parts("old"), parts("old")), (Outcome::Unchanged, Vec::new()));
    assert_eq!(reset(&text), (Outcome::Unchanged, Vec::new()));
    let (outcome, events) = edit(&text, &parts("old"), parts("new"));
    assert_eq!((outcome, events.len()), (Outcome::Applied, 1));
    text.apply(&events[0], &stamp(1));
    assert_eq!(text.parts(), Some(&parts("new")));
    assert_eq!(edit(&text, &parts("old"), parts("new")).0, Outcome::Unchanged);
    assert_eq!(reset(&text), (Outcome::Applied, vec![MailTextEvent::TextReset]));
    text.apply(&MailTextEvent::TextReset, &stamp(2));
    assert_eq!((text.parts(), text.revision().get()), (None, 2));
    assert_eq!(text.version(1), Some(Some(&parts("new"))));
    assert_eq!((text.version(0), text.version(2), text.version(3)), (Some(None), Some(None), None));
}

#[test]
fn every_kind_says_what_its_texts_may_use_once_each() {
    for kind in MailKind::ALL {
        let names: BTreeSet<&str> = kind.variables().iter().map(|variable| variable.name).collect();
        assert_eq!(names.len(), kind.variables().len(), "{kind} names a variable twice");
        for secret in kind.secrets().iter().flatten() {
            assert!(names.contains(secret.variable()), "{kind} cannot show its {}", secret.variable());
        }
        assert!(kind.variables().iter().chain(LINE_VARIABLES).all(|variable| !variable.meaning.is_empty()));
    }
}

#[test]
fn examples_are_with_and_without_what_may_be_missing_and_with_every_secret() {
    for kind in MailKind::ALL {
        let examples = example_mails(kind, Currency::USD, Instant::EPOCH);
        for secret in kind.secrets() {
            let with = examples.iter().filter(|example| example.secret == *secret);
            let names: BTreeSet<_> = with.map(|example| example.facts.first_name.is_some()).collect();
            assert_eq!(names.len(), 2, "{kind} with {secret:?}");
        }
    }
}

#[test]
fn a_secret_ends_the_link_that_is_made_of_it_and_a_password_stands_alone() {
    let written = |usage: SecretUse| usage.written("https://learn.example.org/", "abc");
    assert_eq!(written(SecretUse::InvitationLink), "https://learn.example.org/invitation/abc");
    assert_eq!(written(SecretUse::PasswordLink), "https://learn.example.org/password/abc");
    assert_eq!(written(SecretUse::UnlockLink), "https://learn.example.org/unlock/abc");
    assert_eq!(written(SecretUse::Password), "abc");
}
