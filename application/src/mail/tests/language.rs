use proptest::prelude::*;
use rollbook_domain::mail::{MailKind, MailTextRefused, TextPart, TextParts};
use rollbook_domain::refusal::Refusal;
use rollbook_domain::rule::REG_36;

use crate::mail::{built_in_text, check_text};

const KIND: MailKind = MailKind::SeatInvitation;

/// What is said of an invitation whose plain text begins like this.
fn said(text: &str) -> String {
    let built_in = built_in_text(KIND);
    let parts = TextParts { text: format!("{text}\n{}", built_in.text), ..built_in };
    check_text(KIND, &parts).map_or_else(|refused| refused.to_string(), |()| "accepted".to_owned())
}

/// REG-36
#[test]
fn every_built_in_text_is_one_that_people_could_have_typed() {
    for kind in MailKind::ALL {
        assert_eq!(check_text(kind, &built_in_text(kind)), Ok(()), "{kind}");
    }
}

/// REG-36
#[test]
fn an_unknown_variable_is_named_with_its_part_and_line_and_those_there_are() {
    let said = said("Dear\n{{ frist_name }}");
    assert!(said.starts_with(
        "the text of seat_invitation cannot be used: line 2 names `frist_name`, which is no variable here; give one of \
         sender, site, first_name"
    ), "{said}");
    let in_a_branch_no_example_takes = "{% if first_name == \"Zoe\" %}{{ nickname }}{% endif %}";
    let html = TextParts { html: in_a_branch_no_example_takes.to_owned(), ..built_in_text(KIND) };
    let refused = check_text(KIND, &html).unwrap_err();
    assert!(
        matches!(
            &refused,
            MailTextRefused::UnknownVariable { part: TextPart::Html, line: 1, name, .. } if name == "nickname"
        ),
        "{refused}"
    );
    assert_eq!(refused.rules(), [REG_36]);
}

/// REG-36
#[test]
fn a_text_that_is_no_template_is_refused_with_its_line() {
    assert!(said("a\nb\n{% if first_name %}").contains("cannot be used: line"));
    assert!(said("{{ first_name").contains("line"));
    assert!(said("{% endif %}").contains("line 1: "));
    assert!(said("{{ }}").contains("line 1: "));
}

#[test]
fn conditions_lists_filters_and_comments_are_accepted() {
    for text in [
        "{# a note #}{{ first_name|upper }} {{ text|breaks }} {{ \"{{\" }}",
        "{% if not first_name and (buyer or text) %}a{% elif buyer == \"Ada\" %}b{% else %}c{% endif %}",
        "{% if \"Ada\" != first_name %}a{% endif %}",
        "{% for one in products %}{{ loop.index }} {{ one }}{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}",
    ] {
        assert_eq!(said(text), "accepted", "{text}");
    }
}

/// REG-36, N104
#[test]
fn whatever_could_fail_loop_for_long_or_get_round_the_escaping_is_refused() {
    for text in [
        "{{ 7 * 7 }}",
        "{{ \"a\" * 1000000000 }}",
        "{{ first_name ~ last_name }}",
        "{{ first_name[0] }}",
        "{{ first_name[1:] }}",
        "{{ first_name.upper() }}",
        "{{ range(1000000) }}",
        "{{ first_name|safe }}",
        "{{ first_name|upper(1) }}",
        "{{ [1, 2] }}",
        "{{ products }}",
        "{{ loop.index }}",
        "{{ link if first_name else buyer }}",
        "{% if first_name > buyer %}a{% endif %}",
        "{% if first_name is defined %}a{% endif %}",
        "{% if products == \"a\" %}a{% endif %}",
        "{% set link = buyer %}",
        "{% with link = buyer %}a{% endwith %}",
        "{% autoescape false %}{{ first_name }}{% endautoescape %}",
        "{% filter upper %}a{% endfilter %}",
        "{% include \"other\" %}",
        "{% for letter in first_name %}a{% endfor %}",
        "{% for link in products %}a{% endfor %}",
        "{% for one in products if one %}a{% endfor %}",
        "{% for one in products recursive %}a{% endfor %}",
        "{% for one in products %}{% for two in products %}a{% endfor %}{% endfor %}",
        "{% for one, two in products %}a{% endfor %}",
    ] {
        let said = said(text);
        assert!(said.contains("cannot be used: line 1"), "{text}: {said}");
    }
}

#[test]
fn a_line_of_an_order_is_used_by_its_fields() {
    let kind = MailKind::OrderConfirmation;
    let say = |text: &str| {
        let parts = TextParts { text: text.to_owned(), ..built_in_text(kind) };
        check_text(kind, &parts).map_or_else(|refused| refused.to_string(), |()| "accepted".to_owned())
    };
    assert_eq!(
        say("Order{% for line in lines %}{{ line.quantity }} {{ line.product }}{% endfor %}"),
        "accepted"
    );
    assert!(
        say("{% for line in lines %}{{ line }}{% endfor %}")
            .contains("give one of line.product, line.quantity")
    );
    assert!(say("{% for line in lines %}{{ line.price }}{% endfor %}").contains("names `line.price`"));
    assert!(say("{{ line.product }}").contains("names `line.product`"));
    assert!(
        say("{% for line in lines %}{{ line.is_seats }}{% endfor %}").contains("give {% if line.is_seats %}")
    );
}

/// REG-36
#[test]
fn a_text_that_does_not_always_show_the_link_is_refused() {
    let refused = |kind: MailKind, html: &str| {
        check_text(kind, &TextParts { html: html.to_owned(), ..built_in_text(kind) }).err()
    };
    for kind in [
        MailKind::SeatInvitation,
        MailKind::SeatReminder,
        MailKind::PasswordLink,
        MailKind::UnlockInstructions,
        MailKind::Welcome,
        MailKind::SignInDetails,
        MailKind::ConfirmationResent,
    ] {
        for html in [
            "no link",
            "a {{ link|upper }} {{ password }}",
            "a {% if first_name %}{{ link }}{% endif %} {{ password }}",
            "a {% if not first_name %}b{% else %}{{ link }}{% endif %} {{ password }}",
            "a {% if link == \"b\" %}c{% else %}{{ link }}{% endif %} {{ password }}",
            "a {% if not link %}{{ link }}{% endif %} {{ password }}",
            "a {% for one in products %}{{ link }}{% endfor %} {{ password }}",
            "a <!-- {{ \"{{ link }}\" }} --> {{ password }}",
        ] {
            if html.contains("products") && kind.variables().iter().all(|known| known.name != "products") {
                continue;
            }
            let html =
                if kind.secrets().len() == 1 { html.replace("{{ password }}", "") } else { html.to_owned() };
            let refused = refused(kind, &html);
            assert!(
                matches!(
                    refused,
                    Some(MailTextRefused::MissingVariable { name: "link", part: TextPart::Html, .. })
                ),
                "{kind}: {html}: {refused:?}"
            );
        }
    }
    let without_password = refused(MailKind::Welcome, "a {% if link %}{{ link }}{% endif %}");
    assert!(matches!(without_password, Some(MailTextRefused::MissingVariable { name: "password", .. })));
    assert_eq!(
        refused(MailKind::Welcome, "a {% if link %}{{ link }}{% else %}{{ password }}{% endif %}"),
        None
    );
}

/// N35
#[test]
fn a_subject_cannot_tell_a_secret_for_lists_show_it() {
    for kind in MailKind::ALL {
        for name in ["link", "password"] {
            let parts = TextParts { subject: format!("a {{{{ {name} }}}}"), ..built_in_text(kind) };
            let refused = check_text(kind, &parts).unwrap_err();
            assert!(
                matches!(refused, MailTextRefused::UnknownVariable { part: TextPart::Subject, .. }),
                "{kind}"
            );
        }
    }
}

/// REG-36
#[test]
fn a_text_that_is_empty_for_some_mails_or_too_long_or_a_subject_of_two_lines_is_refused() {
    let check = |parts: TextParts| check_text(KIND, &parts).unwrap_err();
    let built_in = || built_in_text(KIND);
    let empty = check(TextParts { subject: "{{ buyer }}".to_owned(), ..built_in() });
    assert_eq!(empty, MailTextRefused::Empty { kind: KIND, part: TextPart::Subject });
    let long = check(TextParts { text: "x".repeat(60_001), ..built_in() });
    assert!(matches!(long, MailTextRefused::TooLong { part: TextPart::Text, bytes: 60_001, .. }));
    let lines = check(TextParts { subject: "one\ntwo".to_owned(), ..built_in() });
    assert!(lines.to_string().contains("a subject is one line"));
}

#[test]
fn a_template_nested_without_end_is_refused_and_breaks_nothing() {
    let deep = [
        "{% if buyer %}".repeat(3_000),
        format!("{{% if {}buyer %}}a{{% endif %}}", "not ".repeat(10_000)),
        format!("{{% if {}buyer %}}a{{% endif %}}", "buyer or ".repeat(6_000)),
        format!("{{{{ {}buyer{} }}}}", "(".repeat(10_000), ")".repeat(10_000)),
        format!("{{{{ buyer{} }}}}", "|upper".repeat(8_000)),
        format!("{{{{ buyer{} }}}}", ".a".repeat(15_000)),
        "\n".repeat(59_000),
    ];
    for text in &deep[..6] {
        let parts = TextParts { text: text.clone(), ..built_in_text(KIND) };
        assert!(check_text(KIND, &parts).is_err());
    }
    assert!(check_text(KIND, &TextParts { text: deep[6].clone(), ..built_in_text(KIND) }).is_err());
}

proptest! {
    /// REG-36
    #[test]
    fn any_text_is_accepted_or_refused_and_never_breaks_the_program(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "{{", "}}", "{%", "%}", "{#", "#}", " ", "if", "endif", "for", "in", "endfor", "link", "buyer",
                "products", "one", "==", "not", "and", "(", ")", "[", "]", ".", "|", "upper", "\"a\"", "-", "1", "\n", "ü",
            ]),
            0..40,
        ),
    ) {
        let text = pieces.concat();
        let _ = check_text(KIND, &TextParts { text, ..built_in_text(KIND) });
    }
}
