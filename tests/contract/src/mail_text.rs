//! The texts of mails, and their history.

use pollster::block_on;
use rollbook_domain::event::Event;
use rollbook_domain::mail::{MailKind, MailTextEvent, TextParts};

use crate::Fixture;
use crate::cases::cases;
use crate::words::days_later;

cases! { mail_text:
    a_text_never_edited_is_not_there,
    every_version_of_a_text_comes_back,
    texts_come_in_order_of_their_kind,
}

fn edited(kind: MailKind, subject: &str) -> Event {
    let parts = TextParts {
        subject: subject.to_owned(),
        text: "Hello {{ first_name }},\n\n'quoted' \"twice\" 🎓".to_owned(),
        html: "<p>Hello {{ first_name }}</p>".to_owned(),
    };
    Event::MailText(kind, MailTextEvent::TextEdited { parts: Box::new(parts) })
}

fn a_text_never_edited_is_not_there(fixture: &Fixture) {
    assert_eq!(block_on(fixture.tenant.mail_texts()).unwrap(), []);
}

/// REG-36
fn every_version_of_a_text_comes_back(fixture: &Fixture) {
    let kind = MailKind::SeatInvitation;
    fixture.write_at(days_later(1), [edited(kind, "First")]);
    fixture.write_at(days_later(2), [Event::MailText(kind, MailTextEvent::TextReset)]);
    fixture.write_at(days_later(3), [edited(kind, "Third")]);
    let texts = block_on(fixture.tenant.mail_texts()).unwrap();
    assert_eq!((texts.len(), texts[0].kind), (1, kind));
    let subject = |number| texts[0].version(number).map(|parts| parts.map(|parts| parts.subject.clone()));
    let named = |subject: &str| Some(Some(subject.to_owned()));
    assert_eq!([0, 1, 2, 3, 4].map(subject), [Some(None), named("First"), Some(None), named("Third"), None]);
    let Event::MailText(_, MailTextEvent::TextEdited { parts }) = edited(kind, "Third") else {
        unreachable!()
    };
    assert_eq!(texts[0].parts(), Some(&*parts));
    assert_eq!(texts[0].versions[1].stamp.recorded_at, days_later(2));
    assert_eq!(&*texts[0].versions[1].stamp.actor, "grace");
}

fn texts_come_in_order_of_their_kind(fixture: &Fixture) {
    for kind in MailKind::ALL.into_iter().rev() {
        fixture.write([edited(kind, kind.name())]);
    }
    let kinds: Vec<_> = block_on(fixture.tenant.mail_texts()).unwrap().iter().map(|text| text.kind).collect();
    assert_eq!(kinds, MailKind::ALL);
}
