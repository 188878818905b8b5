//! Examples of mails, to show a text with and to try an edit on.

use super::{MailCourse, MailFacts, MailKind, MailLine, SecretUse};
use crate::access::AccessWindow;
use crate::customer::LinkPurpose;
use crate::id::CourseId;
use crate::money::{Currency, Money};
use crate::time::Instant;

const DAY: i64 = 24 * 3_600_000_000;

/// A mail as it might be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExampleMail {
    /// What it is about.
    pub facts: MailFacts,
    /// What it tells.
    pub secret: Option<SecretUse>,
}

impl MailFacts {
    /// The facts of a mail of that kind queued at `now`, with everything that such a mail may have.
    pub fn example(kind: MailKind, currency: Currency, now: Instant) -> Self {
        let later = |days: i64| now.checked_add_micros(days * DAY).unwrap_or(Instant::MAX);
        let window = AccessWindow::parse(now, Some(later(365))).ok();
        let line = |product: &str, quantity, is_seats: bool| MailLine {
            product: product.to_owned(),
            quantity,
            unit_cost: Money::from_minor(12_000, currency),
            is_seats,
            window: window.filter(|_| !is_seats),
        };
        let course = |title: &str, ends_at| MailCourse {
            course: CourseId::from_uuid(uuid::Uuid::nil()),
            title: title.to_owned(),
            ends_at,
            days: None,
        };
        let some = |text: &str| Some(text.to_owned());
        let order = kind == MailKind::OrderConfirmation;
        Self {
            first_name: some("Ada"),
            last_name: some("Lovelace"),
            email: some("ada@example.org"),
            buyer: some("Grace Hopper"),
            products: vec!["Algebra".to_owned(), "Geometry".to_owned()],
            window,
            order: some("ord_01h2xcejqtf2nbrexx3vqjhp41"),
            ordered_at: Some(now),
            lines: if order {
                vec![line("Algebra", 10, true), line("Geometry", 1, false)]
            } else {
                Vec::new()
            },
            total: Some(Money::from_minor(132_000, currency)),
            expires_at: Some(later(7)),
            purpose: Some(LinkPurpose::ResetPassword),
            text: some("We begin on Monday.\nSee you there!"),
            subject: None,
            customer: some("Ada Lovelace"),
            reason: some("sign-ins from 6 networks in 48 hours"),
            courses: if matches!(kind, MailKind::ExpiryNotice | MailKind::AccessReturned) {
                vec![course("Algebra", Some(later(7))), course("Geometry", Some(later(30)))]
            } else {
                vec![course("Algebra", None)]
            },
            items: vec!["First quiz".to_owned()],
            idle_days: Some(14),
            is_by_hand: false,
            tells: None,
        }
    }
}

/// Examples of a kind: with everything, without each fact that may be missing, and with nothing but what is always
/// there; each with every secret such a mail may tell.
pub fn example_mails(kind: MailKind, currency: Currency, now: Instant) -> Vec<ExampleMail> {
    let whole = MailFacts::example(kind, currency, now);
    let missing: [fn(&mut MailFacts); 12] = [
        |facts| facts.first_name = None,
        |facts| facts.last_name = None,
        |facts| facts.buyer = None,
        |facts| facts.products.truncate(1),
        |facts| facts.window = None,
        |facts| facts.lines.truncate(1),
        |facts| facts.purpose = Some(LinkPurpose::SetPassword),
        |facts| facts.text = None,
        |facts| facts.reason = None,
        |facts| facts.courses.truncate(1),
        |facts| facts.items.clear(),
        |facts| facts.idle_days = None,
    ];
    let without = missing.iter().map(|take_away| {
        let mut facts = whole.clone();
        take_away(&mut facts);
        facts
    });
    let bare = MailFacts::default();
    let facts = std::iter::once(whole.clone()).chain(without).chain([bare]);
    facts
        .flat_map(|facts| {
            kind.secrets().iter().map(move |secret| ExampleMail { facts: facts.clone(), secret: *secret })
        })
        .collect()
}
