use proptest::option;
use proptest::prelude::*;
use rollbook_domain::access::AccessWindow;
use rollbook_domain::customer::LinkPurpose;
use rollbook_domain::id::{CountingIds, CourseId};
use rollbook_domain::mail::{
    LINE_VARIABLES, MailCourse, MailFacts, MailKind, MailLine, SecretUse, TextParts, VariableShape,
};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::time::Instant;

use super::school;
use crate::mail::{built_in_text, check_text, render};

fn kind() -> impl Strategy<Value = MailKind> {
    prop::sample::select(MailKind::ALL.to_vec())
}

fn instant() -> impl Strategy<Value = Instant> {
    (Instant::MIN.as_micros()..=Instant::MAX.as_micros())
        .prop_map(|micros| Instant::from_micros(micros).unwrap())
}

fn window() -> impl Strategy<Value = Option<AccessWindow>> {
    option::of((instant(), option::of(instant())))
        .prop_map(|bounds| bounds.and_then(|(start, end)| AccessWindow::parse(start, end).ok()))
}

fn line() -> impl Strategy<Value = MailLine> {
    (any::<String>(), any::<u32>(), any::<i64>(), any::<bool>(), window()).prop_map(
        |(product, quantity, minor, is_seats, window)| MailLine {
            product,
            quantity,
            unit_cost: Money::from_minor(minor, Currency::USD),
            is_seats,
            window,
        },
    )
}

fn course(title: &str, ends_at: Option<Instant>) -> MailCourse {
    let course = CourseId::next(&CountingIds::starting_at(1));
    MailCourse { course, title: title.to_owned(), ends_at, days: None }
}

/// Facts of every form, also such as no mail has.
fn facts() -> impl Strategy<Value = MailFacts> {
    let text = || option::of(any::<String>());
    let texts = (text(), text(), text(), text(), text(), text(), text(), text());
    let rest = (
        prop::collection::vec(any::<String>(), 0..5),
        window(),
        prop::collection::vec(line(), 0..5),
        option::of(instant()),
        option::of(any::<i64>()),
        option::of(prop::sample::select(vec![
            LinkPurpose::SetPassword,
            LinkPurpose::ResetPassword,
            LinkPurpose::Unlock,
        ])),
    );
    (texts, rest).prop_map(|(texts, (products, window, lines, at, minor, purpose))| {
        let (first_name, last_name, email, buyer, text, subject, customer, reason) = texts;
        MailFacts {
            first_name,
            last_name,
            email,
            buyer,
            products: products.clone(),
            window,
            order: reason.clone(),
            ordered_at: at,
            lines,
            total: minor.map(|minor| Money::from_minor(minor, Currency::USD)),
            expires_at: at,
            purpose,
            text,
            subject,
            customer,
            courses: products.iter().map(|title| course(title, at)).collect(),
            items: products.clone(),
            idle_days: at.map(|_| 14),
            is_by_hand: false,
            reason,
            tells: None,
        }
    })
}

/// A piece of a text such as people write it, with one of the kind's variables.
fn piece(kind: MailKind) -> impl Strategy<Value = String> {
    let variables = prop::sample::select(kind.variables().to_vec());
    (variables, 0..5_usize, "[a-z<>&%\\n]{0,8}").prop_map(|(variable, form, words)| {
        let name = variable.name;
        let condition = format!("{{% if {name} %}}{words}{{% else %}}-{{% endif %}}");
        match (variable.shape, form) {
            (VariableShape::Flag, _) | (_, 0) => condition,
            (VariableShape::Text, 1) => format!("{{{{ {name}|upper }}}}{words}"),
            (VariableShape::Text, 2) => format!("{{{{ {name}|breaks }}}}"),
            (VariableShape::Text, 3) => format!("{{% if not {name} or {name} == \"Ada\" %}}{words}{{% endif %}}"),
            (VariableShape::Text, _) => format!("{{{{ {name} }}}} {words}"),
            (VariableShape::Texts, _) => {
                format!("{{% for one in {name} %}}{{{{ one }}}}{{% if not loop.last %}}{words}{{% endif %}}{{% endfor %}}")
            }
            (VariableShape::Lines, _) => {
                let field = |field: &rollbook_domain::mail::Variable| match field.shape {
                    VariableShape::Flag => format!("{{% if one.{} %}}yes{{% endif %}}", field.name),
                    _ => format!("{{{{ one.{} }}}}", field.name),
                };
                let fields: String = LINE_VARIABLES.iter().map(field).collect();
                format!("{{% for one in {name} %}}{fields}{{% endfor %}}")
            }
        }
    })
}

fn edited() -> impl Strategy<Value = (MailKind, TextParts)> {
    kind().prop_flat_map(|kind| {
        let pieces = || prop::collection::vec(piece(kind), 0..8).prop_map(|pieces| pieces.concat());
        (Just(kind), pieces(), pieces()).prop_map(|(kind, text, html)| {
            let built_in = built_in_text(kind);
            let parts = TextParts {
                subject: built_in.subject,
                text: format!("{}{text}", built_in.text),
                html: format!("{}{html}", built_in.html),
            };
            (kind, parts)
        })
    })
}

fn secret(kind: MailKind, choice: usize) -> Option<(SecretUse, &'static str)> {
    kind.secrets()[choice % kind.secrets().len()].map(|usage| (usage, "0f6e1c52"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// REG-36, MAIL-01, MAIL-02, MAIL-03, MAIL-04, MAIL-05, MAIL-06, MAIL-07
    #[test]
    fn a_text_that_was_accepted_can_be_made_for_every_mail((kind, parts) in edited(), facts in facts(), choice: usize) {
        prop_assert_eq!(check_text(kind, &parts), Ok(()));
        let secret = secret(kind, choice);
        let made = render(&parts, kind, &facts, secret, &school());
        prop_assert!(made.is_ok(), "{made:?} of {parts:?}");
        let made = made.unwrap();
        prop_assert!(!made.subject.contains(char::is_control));
        if let Some((_, told)) = secret {
            prop_assert!(made.text.contains(told) && made.html.contains(told));
            prop_assert!(!made.subject.contains(told));
        }
    }

    /// N104
    #[test]
    fn braces_in_facts_are_never_a_template(kind in kind(), mut facts in facts(), choice: usize) {
        facts.subject = None;
        facts.first_name = Some("{{7*7}}{% for a in b %}".to_owned());
        facts.text = Some("{{ link }}".to_owned());
        prop_assert!(render(&built_in_text(kind), kind, &facts, secret(kind, choice), &school()).is_ok());
    }
}

#[test]
fn an_order_of_ten_thousand_lines_is_made_too() {
    let line = MailLine {
        product: "Algebra".to_owned(),
        quantity: 1,
        unit_cost: Money::zero(Currency::USD),
        is_seats: true,
        window: None,
    };
    let facts = MailFacts { lines: vec![line; 10_000], ..MailFacts::default() };
    let kind = MailKind::OrderConfirmation;
    let made = render(&built_in_text(kind), kind, &facts, None, &school()).unwrap();
    assert_eq!(made.text.matches("1 x Algebra").count(), 10_000);
}
