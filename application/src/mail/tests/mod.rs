mod copies;
mod dispatch;
mod gated;
mod language;
mod laws;
mod notices;
mod outbox;
mod outdated;
mod rendered;
mod texts;

use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CountingIds, MailId};
use rollbook_domain::mail::{
    DedupeKey, Mail, MailFacts, MailKind, MailSecret, MailText, MailTextEvent, NewMail, SecretUse, TextParts,
};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CountingVault, Vault};
use rollbook_domain::secret::LinkSecret;
use rollbook_domain::settings::Settings;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::time::Zone;

use super::{Rendered, built_in_text, render};
use crate::testing::now;

/// A school in Berlin.
fn school() -> Settings {
    Settings {
        time_zone: Zone::parse("Europe/Berlin").unwrap(),
        base_url: "https://learn.example.org".to_owned(),
        mail_from: "Example School <school@example.org>".to_owned(),
        ..Settings::initial()
    }
}

/// The facts of a mail of that kind with everything in it.
fn whole(kind: MailKind) -> MailFacts {
    MailFacts::example(kind, Settings::initial().currency, now())
}

/// The built-in text of a kind, made with these facts.
fn made(kind: MailKind, facts: &MailFacts, secret: Option<(SecretUse, &str)>) -> Rendered {
    render(&built_in_text(kind), kind, facts, secret, &school()).unwrap()
}

fn mail_id(number: u64) -> MailId {
    MailId::next(&CountingIds::starting_at(number))
}

/// The secret that the mail of that number tells, and the same sealed for it.
fn sealed(vault: &CountingVault, number: u64, usage: SecretUse) -> MailSecret {
    let sealed = vault.seal_for_mail(mail_id(number), &secret(number)).unwrap();
    MailSecret { usage, sealed }
}

fn secret(number: u64) -> String {
    link(number).reveal().to_owned()
}

fn link(number: u64) -> LinkSecret {
    LinkSecret::from_entropy([number.to_le_bytes()[0]; 32])
}

/// A queued mail to `anna<number>@example.org` with everything in it, and a secret if its kind tells one.
fn queued(vault: &CountingVault, number: u64, kind: MailKind) -> Mail {
    let usage = kind.secrets().iter().flatten().next().copied();
    let to = EmailAddress::parse(&format!("anna{number}@example.org")).unwrap();
    let new = NewMail {
        id: mail_id(number),
        kind,
        to: Personal::new(to),
        customer: None,
        facts: MailFacts { tells: usage, ..whole(kind) },
        secret: usage.map(|usage| sealed(vault, number, usage)),
        dedupe: DedupeKey::new(kind, number),
        is_held: false,
    };
    Mail::queued(new, now())
}

/// The text of a kind after edits, oldest first; `None` is a reset.
fn edited(kind: MailKind, versions: &[Option<TextParts>]) -> MailText {
    let mut text = MailText::built_in(kind);
    for (position, parts) in (1..).zip(versions) {
        let event = match parts {
            Some(parts) => MailTextEvent::TextEdited { parts: Box::new(parts.clone()) },
            None => MailTextEvent::TextReset,
        };
        let stamp = Stamp {
            position: Revision::new(position),
            effective_at: now(),
            recorded_at: now(),
            actor: "tester".into(),
            note: None,
        };
        text.apply(&event, &stamp);
    }
    text
}

/// The built-in text of a kind with another subject.
fn with_subject(kind: MailKind, subject: &str) -> TextParts {
    TextParts { subject: subject.to_owned(), ..built_in_text(kind) }
}
