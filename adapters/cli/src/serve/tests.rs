use std::time::Duration;

use super::long_enough;
use crate::testing::Installation;

#[test]
fn serving_sends_what_is_due_until_it_is_told_to_end() {
    let installation = Installation::ready();
    installation.mailbox.end_after(2);
    installation.done(&[
        "customer",
        "add",
        "--email",
        "ada@example.org",
        "--first-name",
        "Ada",
        "--last-name",
        "King",
    ]);
    installation.done(&["product", "add", "ALGEBRA", "--title", "Algebra"]);
    installation.done(&[
        "price",
        "add",
        "ALG",
        "--product",
        "ALGEBRA",
        "--amount",
        "49",
        "--duration",
        "unlimited",
    ]);
    for _ in 0..2 {
        installation.done(&["order", "assign", "--customer", "ada@example.org", "--product", "ALGEBRA"]);
    }
    let said = installation.done(&["serve", "--mail-workers", "2", "--poll", "1s"]);
    assert_eq!(installation.mailbox.mails().len(), 2);
    assert!(said.notes.contains("a letter box in memory") && said.notes.contains("Ended"), "{}", said.notes);
    assert_eq!(said.output, "");
}

#[test]
fn a_lease_must_be_twice_as_long_as_the_longest_mail() {
    let seconds = Duration::from_secs;
    assert!(long_enough(seconds(240), seconds(120)).is_ok());
    let error = long_enough(seconds(239), seconds(120)).unwrap_err().to_string();
    assert!(error.contains("--mail-lease 240s"), "{error}");
    let installation = Installation::ready();
    assert_eq!(installation.run(&["serve", "--mail-lease", "1s"]).code, 2);
    assert_eq!(installation.run(&["serve", "--poll", "soon"]).code, 2);
    assert_eq!(installation.run(&["serve", "--mail-workers", "0"]).code, 2);
}

#[test]
fn serving_at_a_pretended_instant_needs_a_tenant_that_allows_it() {
    let installation = Installation::ready();
    assert_eq!(installation.run(&["serve", "--now", "2026-03-01T12:00:00Z"]).code, 2);
}

/// MAIL-13
#[test]
fn serving_queues_the_notices_that_are_due_and_sends_them() {
    let installation = Installation::ready();
    installation.mailbox.end_after(2);
    for line in [
        "settings set expiry_notice_days 30",
        "course add ALGEBRA --title Algebra",
        "product add ALGEBRA --title Algebra --course ALGEBRA",
        "price add ALG --product ALGEBRA --amount 49 --duration ..2026-03-10",
        "customer add --email ada@example.org --first-name Ada --last-name King",
        "order assign --customer ada@example.org --product ALGEBRA --order-date 2026-01-02",
    ] {
        installation.done(&line.split(' ').collect::<Vec<_>>());
    }
    let said = installation.done(&["serve", "--poll", "1s"]);
    let subjects: Vec<String> =
        installation.mailbox.mails().iter().map(|mail| mail.subject.reveal().clone()).collect();
    assert!(subjects.iter().any(|subject| subject.contains("ends")), "{subjects:?}");
    assert!(said.notes.contains("1 notices queued"), "{}", said.notes);
}
