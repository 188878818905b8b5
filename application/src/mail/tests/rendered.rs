use rollbook_domain::access::AccessWindow;
use rollbook_domain::customer::LinkPurpose;
use rollbook_domain::mail::{MailFacts, MailKind, SecretUse, TextParts};

use super::{made, school, whole};
use crate::mail::{built_in_text, render, render_subject};
use crate::testing::instant;

const LINK: Option<(SecretUse, &str)> =
    Some((SecretUse::InvitationLink, "https://learn.example.org/invitation/abc"));

fn holds(text: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(text.contains(one), "`{one}` is not in:\n{text}");
    }
}

/// MAIL-01, ORD-05
#[test]
fn an_order_confirmation_lists_what_was_ordered() {
    let made = made(MailKind::OrderConfirmation, &whole(MailKind::OrderConfirmation), None);
    assert_eq!(made.subject, "Your order: Algebra and Geometry");
    holds(
        &made.text,
        &[
            "Hello Ada,",
            "- 10 x Algebra at 120.00 USD each\n  These are seats for you to give out to learners.",
            "- 1 x Geometry at 120.00 USD each\n  Your access: from Sunday 1 March 2026, 13:00 (Europe/Berlin) until \
         Monday 1 March 2027, 13:00 (Europe/Berlin).",
            "Total: 1320.00 USD",
            "Order number: ord_01h2xcejqtf2nbrexx3vqjhp41",
            "Sign in to hand out your seats",
            "If you did not expect this order",
            "Example School\nhttps://learn.example.org\n",
        ],
    );
    holds(&made.html, &["<li>10 &times; Algebra at 120.00 USD each", "<strong>1320.00 USD</strong>"]);
}

/// MAIL-04, REG-14, REG-15
#[test]
fn an_invitation_has_the_buyer_the_product_the_whole_window_the_link_and_the_buyers_own_words() {
    let window = AccessWindow::parse(instant("2026-02-28T23:00:00Z"), Some(instant("2026-12-31T23:00:00Z")));
    let facts = MailFacts { window: window.ok(), ..whole(MailKind::SeatInvitation) };
    let made = made(MailKind::SeatInvitation, &facts, LINK);
    assert_eq!(made.subject, "Grace Hopper invites you to Algebra and Geometry");
    holds(
        &made.text,
        &[
            "Grace Hopper invites you to Algebra and Geometry.",
            "We begin on Monday.\nSee you there!",
            "through the end of Thursday 31 December 2026 (Europe/Berlin)",
            "\nhttps://learn.example.org/invitation/abc\n",
            "the link works until Sunday 8 March 2026, 13:00 (Europe/Berlin):",
            "If you did not expect this invitation, you can ignore it.",
        ],
    );
    holds(&made.html, &["We begin on Monday.<br>\nSee you there!", "Accept the invitation</a>"]);
}

/// INV-01
#[test]
fn a_reminder_says_that_its_link_takes_the_place_of_the_earlier_one() {
    let made = made(MailKind::SeatReminder, &whole(MailKind::SeatReminder), LINK);
    assert_eq!(made.subject, "Reminder: your invitation to Algebra and Geometry");
    holds(&made.text, &["takes the place of the one in the earlier mail", "invitation/abc"]);
}

/// MAIL-03, REG-13, X-15
#[test]
fn sign_in_details_have_a_link_or_a_password_or_say_to_sign_in_as_before() {
    let kind = MailKind::SignInDetails;
    let text = |secret| made(kind, &whole(kind), secret).text;
    let link = text(Some((SecretUse::PasswordLink, "https://learn.example.org/password/abc")));
    holds(
        &link,
        &[
            "Grace Hopper has given you a place",
            "Your training: Algebra and Geometry",
            "Choose your password here; the link works once, until Sunday 8 March 2026",
            "\nhttps://learn.example.org/password/abc\n",
            "sign in at https://learn.example.org with your address ada@example.org",
        ],
    );
    let password = text(Some((SecretUse::Password, "correct-horse")));
    holds(&password, &["\ncorrect-horse\n", "You will be asked for a new one at your first sign-in."]);
    assert!(!password.contains("/password/"));
    holds(&text(None), &["with your address ada@example.org and the password you have."]);
}

/// MAIL-05, REG-28
#[test]
fn a_confirmation_once_more_says_so() {
    let made = made(MailKind::ConfirmationResent, &whole(MailKind::ConfirmationResent), None);
    assert_eq!(made.subject, "Your access to Algebra and Geometry, once more");
    holds(&made.text, &["here is once more how you get to your training", "the password you have"]);
}

/// MAIL-02, IMP-16, IMP-17
#[test]
fn a_welcome_has_the_subject_and_the_words_of_its_import_and_neither_is_a_template() {
    let kind = MailKind::Welcome;
    assert_eq!(made(kind, &whole(kind), None).subject, "Welcome, Ada");
    let facts = MailFacts {
        subject: Some("Start {{ here }}\r\nBcc: all@example.org".to_owned()),
        text: Some("Bring {{ a }} <pen>.".to_owned()),
        ..whole(kind)
    };
    let made = made(kind, &facts, None);
    assert_eq!(made.subject, "Start {{ here }} Bcc: all@example.org");
    holds(&made.text, &["Bring {{ a }} <pen>."]);
    holds(&made.html, &["Bring {{ a }} &lt;pen&gt;."]);
}

/// MAIL-06
#[test]
fn a_password_link_says_whether_a_password_is_forgotten_or_a_first_one() {
    let kind = MailKind::PasswordLink;
    let secret = Some((SecretUse::PasswordLink, "https://learn.example.org/password/abc"));
    let reset = made(kind, &whole(kind), secret);
    assert_eq!(reset.subject, "Your new password");
    holds(&reset.text, &["asked for a new password for ada@example.org", "password/abc", "stays as it is"]);
    let facts = MailFacts { purpose: Some(LinkPurpose::SetPassword), ..whole(kind) };
    let first = made(kind, &facts, secret);
    assert_eq!(first.subject, "Choose your password");
    holds(&first.text, &["there is an account for you with the address ada@example.org"]);
}

/// MAIL-07
#[test]
fn unlock_instructions_say_why_and_lead_to_the_unlocking() {
    let kind = MailKind::UnlockInstructions;
    let made =
        made(kind, &whole(kind), Some((SecretUse::UnlockLink, "https://learn.example.org/unlock/abc")));
    holds(
        &made.text,
        &["was locked to protect it: sign-ins from 6 networks", "/unlock/abc", "If it was not you"],
    );
}

/// MAIL-16
#[test]
fn a_lock_notice_tells_the_administrator_who_was_locked_and_why() {
    let made = made(MailKind::LockNotice, &whole(MailKind::LockNotice), None);
    assert_eq!(made.subject, "An account was locked: Ada Lovelace");
    holds(&made.text, &["the account of Ada Lovelace (ada@example.org)", "Why: sign-ins from 6 networks"]);
}

#[test]
fn a_mail_that_knows_nothing_but_its_kind_still_reads_well() {
    for kind in MailKind::ALL {
        for secret in kind.secrets() {
            let told = secret.map(|usage| (usage, "https://learn.example.org/x"));
            let made = made(kind, &MailFacts::default(), told);
            for text in [&made.subject, &made.text, &made.html] {
                assert!(
                    !text.contains("  ") && !text.contains(" ,") && !text.contains(" ."),
                    "{kind}: {text}"
                );
                assert!(
                    !text.contains("\n\n\n") && !text.contains("{{") && !text.contains("{%"),
                    "{kind}: {text}"
                );
            }
        }
    }
}

#[test]
fn the_html_of_every_kind_has_every_paragraph_closed() {
    for kind in MailKind::ALL {
        let html = made(kind, &whole(kind), kind.secrets()[0].map(|usage| (usage, "https://x"))).html;
        for tag in ["p", "a", "ul", "li", "body", "html", "strong"] {
            let opened =
                html.matches(&format!("<{tag}>")).count() + html.matches(&format!("<{tag} ")).count();
            assert_eq!(opened, html.matches(&format!("</{tag}>")).count(), "{kind}: {tag}\n{html}");
        }
    }
}

/// N103
#[test]
fn no_fact_makes_a_second_line_of_a_subject_or_of_a_name() {
    let facts = MailFacts {
        buyer: Some("Grace\r\nBcc: all@example.org\u{202e}".to_owned()),
        products: vec!["Al\ngebra".to_owned()],
        first_name: Some("x".repeat(10_000)),
        ..MailFacts::default()
    };
    let made = made(MailKind::SeatInvitation, &facts, LINK);
    assert_eq!(made.subject, "Grace Bcc: all@example.org invites you to Al gebra");
    assert!(made.text.contains("Grace Bcc: all@example.org invites you to Al gebra."));
    assert!(made.text.lines().all(|line| line.chars().count() < 600));
}

/// N103, N104
#[test]
fn markup_and_braces_in_facts_are_shown_and_never_acted_on() {
    let facts = MailFacts {
        first_name: Some("{{7*7}}".to_owned()),
        buyer: Some("<script>alert(1)</script>".to_owned()),
        products: vec!["{% for a in b %}".to_owned()],
        text: Some("{{ link }}\n<img src=x onerror=alert(1)>".to_owned()),
        ..MailFacts::default()
    };
    let made = made(MailKind::SeatInvitation, &facts, LINK);
    holds(&made.text, &["Hello {{7*7}},", "{% for a in b %}", "{{ link }}\n<img src=x onerror=alert(1)>"]);
    holds(&made.html, &["Hello {{7*7}},", "&lt;script&gt;", "{{ link }}<br>\n&lt;img src=x"]);
    assert!(!made.html.contains("<script") && !made.html.contains("<img"));
    assert!(made.subject.starts_with("<script>alert(1)</script> invites you"));
}

#[test]
fn a_text_that_was_never_checked_ends_all_the_same() {
    let kind = MailKind::OrderConfirmation;
    let loops = "{% for a in lines %}{% for b in lines %}{% for c in lines %}{% for d in lines %}{{ order }}\
        {% endfor %}{% endfor %}{% endfor %}{% endfor %}";
    let mut facts = whole(kind);
    facts.lines = facts.lines.iter().cycle().take(1_000).cloned().collect();
    let parts = TextParts { text: loops.to_owned(), ..built_in_text(kind) };
    let refused = render(&parts, kind, &facts, None, &school()).unwrap_err().to_string();
    assert!(refused.contains("ran out of fuel"), "{refused}");
    let unknown = TextParts { text: "a\n{{ nickname }}".to_owned(), ..built_in_text(kind) };
    let refused = render(&unknown, kind, &facts, None, &school()).unwrap_err().to_string();
    assert!(refused.contains("line 2"), "{refused}");
}

/// N35
#[test]
fn what_was_made_prints_nothing_of_itself() {
    let made = made(MailKind::SeatInvitation, &whole(MailKind::SeatInvitation), LINK);
    assert_eq!(format!("{made:?}"), "Rendered(..)");
}

#[test]
fn the_subject_alone_is_the_subject_of_the_whole() {
    for kind in MailKind::ALL {
        let whole_mail = made(kind, &whole(kind), None);
        let subject = render_subject(&built_in_text(kind), kind, &whole(kind), &school()).unwrap();
        assert_eq!(subject, whole_mail.subject);
    }
}

#[test]
fn a_sender_without_a_name_is_named_by_the_address() {
    let settings =
        rollbook_domain::settings::Settings { mail_from: "school@example.org".to_owned(), ..school() };
    let kind = MailKind::LockNotice;
    let made = render(&built_in_text(kind), kind, &whole(kind), None, &settings).unwrap();
    assert!(made.text.contains("\nschool@example.org\nhttps://learn.example.org\n"));
}
