use rollbook_domain::port::OutgoingMail;

use crate::testing::Installation;

const ADA: &str = "ada@example.org";
const GOOD: &str = "correct horse battery staple\n";

fn with_ada() -> Installation {
    let installation = Installation::ready();
    installation.done(&["settings", "set", "base_url", "https://learn.example.org"]);
    installation.done(&["customer", "add", "--email", ADA, "--first-name", "Ada", "--last-name", "Lovelace"]);
    installation
}

/// The latest mail, once everything due is sent.
fn latest(installation: &Installation) -> OutgoingMail {
    installation.done(&["mail", "send"]);
    installation.mailbox.mails().pop().unwrap()
}

/// The link in a mail's plain text.
fn link(mail: &OutgoingMail) -> String {
    let text = mail.text.reveal();
    let link = text.split_whitespace().find(|word| word.starts_with("https://learn.example.org/"));
    link.unwrap_or_else(|| panic!("no link: {text}")).to_owned()
}

/// MAIL-06, X-15
#[test]
fn a_mailed_link_sets_the_password_once_and_is_never_said_again() {
    let mut installation = with_ada();
    installation.done(&["customer", "password", ADA, "--send-link"]);
    let mail = latest(&installation);
    assert_eq!(mail.to.reveal().as_typed(), ADA);
    let link = link(&mail);
    assert!(link.starts_with("https://learn.example.org/password/"), "{link}");
    GOOD.clone_into(&mut installation.input);
    let said = installation.done(&["customer", "password", "--link", &link, "--from-stdin"]);
    let secret = link.rsplit('/').next().unwrap();
    assert!(!said.output.contains(secret) && !said.output.contains(GOOD.trim()));
    let again = installation.run(&["customer", "password", "--link", &link, "--from-stdin"]);
    assert_eq!((again.code, &again.error()["rules"][0]), (1, &"MAIL-06".into()));
    assert!(!again.notes.contains(secret));
    let activity = installation.done(&["customer", "activity", ADA, "--all"]).output;
    assert!(activity.contains("password_set") && !activity.contains(secret), "{activity}");
}

/// MAIL-06
#[test]
fn a_link_can_be_read_from_the_input_where_nobody_else_sees_it() {
    let mut installation = with_ada();
    installation.done(&["customer", "password", ADA, "--send-link"]);
    installation.input = format!("{}\n{GOOD}", link(&latest(&installation)));
    installation.done(&["customer", "password", "--link", "-", "--from-stdin"]);
}

/// N23, N24
#[test]
fn a_link_stands_alone_and_must_be_one() {
    let mut installation = with_ada();
    GOOD.clone_into(&mut installation.input);
    for wrong in [
        &["--link", "x"][..],
        &["--link", "x", "--from-stdin", "--must-change"],
        &["--link", "x", "--from-stdin", ADA],
        &["--link", "x", "--from-stdin", "--send-link"],
        &["--send-link"],
        &["--send-link", "--from-stdin", ADA],
    ] {
        let said = installation.run(&[&["customer", "password"], wrong].concat());
        assert_eq!(said.code, 2, "{wrong:?}: {}", said.notes);
    }
    for typed in ["", "null", "https://learn.example.org/password/", "%"] {
        let said = installation.run(&["customer", "password", "--from-stdin", "--link", typed]);
        assert_eq!(said.code, 3, "{typed}: {}", said.notes);
    }
}

/// MAIL-06, N25
#[test]
fn the_fourth_link_within_an_hour_is_refused() {
    let installation = with_ada();
    for _ in 0..3 {
        installation.done(&["customer", "password", ADA, "--send-link"]);
    }
    let said = installation.run(&["customer", "password", ADA, "--send-link"]);
    assert_eq!((said.code, &said.error()["rules"][0]), (1, &"MAIL-06".into()));
    assert!(said.notes.contains("2026-03-01T13:00:00Z"), "{}", said.notes);
}

/// MAIL-07, X-10
#[test]
fn instructions_to_unlock_are_for_automatic_locks_alone() {
    let installation = with_ada();
    let unlock =
        |installation: &Installation| installation.run(&["customer", "status", ADA, "--send-unlock"]);
    assert_eq!(unlock(&installation).error()["rules"][0], "MAIL-07");
    for status in ["locked", "inactive"] {
        installation.done(&["customer", "status", ADA, status]);
        assert_eq!(unlock(&installation).error()["rules"][0], "X-10", "{status}");
    }
    for wrong in [&["--unlock-link", "x", ADA][..], &["--send-unlock"], &[ADA], &["active"]] {
        let said = installation.run(&[&["customer", "status"], wrong].concat());
        assert_eq!(said.code, 2, "{wrong:?}: {}", said.notes);
    }
    assert_eq!(installation.run(&["customer", "status", "--unlock-link", "x"]).code, 3);
}

#[test]
fn a_link_needs_the_key_file_that_its_mail_is_sealed_with() {
    let installation = with_ada();
    installation.keys.take_away();
    let said = installation.run(&["customer", "password", ADA, "--send-link"]);
    assert_eq!(said.code, 5);
    assert!(said.notes.contains("key file"), "{}", said.notes);
}
