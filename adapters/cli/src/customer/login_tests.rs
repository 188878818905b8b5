use crate::testing::{Installation, Said};

const ADA: &str = "ada@example.org";

fn filled() -> Installation {
    let installation = Installation::ready();
    let ada = ["--email", ADA, "--first-name", "Ada", "--last-name", "Lovelace"];
    installation.done(&[&["customer", "add"], &ada[..]].concat());
    installation
}

fn record(installation: &Installation, last: u8, options: &[&str]) -> Said {
    let address = format!("203.0.113.{last}");
    let record = ["customer", "record-login", "--customer", ADA, "--address", &address];
    installation.done(&[&record[..], options].concat())
}

/// AUD-01
#[test]
fn sign_ins_are_listed_with_date_address_outcome_and_means_the_newest_first() {
    let installation = filled();
    record(&installation, 1, &["--at", "2026-02-01T08:00:00Z", "--means", "link"]);
    record(&installation, 2, &["--outcome", "failed"]);
    let list = installation.done(&["customer", "logins", ADA]).json();
    let lines: Vec<_> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            [&line["at"], &line["address"], &line["outcome"], &line["means"]]
                .map(|cell| cell.as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(
        lines,
        [
            ["2026-03-01T12:00:00Z", "203.0.113.2", "failed", "password"],
            ["2026-02-01T08:00:00Z", "203.0.113.1", "succeeded", "link"],
        ]
    );
    let first = installation.done(&["customer", "logins", ADA, "--limit", "1"]).json();
    assert!(first["next"].is_string());
    let table = installation.done(&["customer", "logins", ADA, "--output", "table"]).output;
    assert!(table.contains("203.0.113.2") && table.contains("failed"), "{table}");
}

/// LOCK-01
#[test]
fn the_sixth_address_in_two_days_locks_the_account_keeps_the_evidence_and_mails_the_administrator() {
    let installation = filled();
    installation.done(&["settings", "set", "administrator_email", "office@example.org"]);
    for last in 1..=5 {
        let at = format!("2026-03-01T0{last}:00:00Z");
        assert_eq!(record(&installation, last, &["--at", &at]).json()["is_locked"], false);
    }
    let sixth = record(&installation, 6, &[]).json();
    assert_eq!(sixth["is_locked"], true);
    assert!(sixth["evidence"].as_str().unwrap().contains("203.0.113.6"));
    let shown = installation.done(&["customer", "show", ADA]).json();
    assert_eq!(shown["status"], "locked");
    assert!(shown["status_reason"].as_str().unwrap().contains("6 addresses"));
    let mails = installation.done(&["mail", "list"]).json();
    let kinds: Vec<_> =
        mails["items"].as_array().unwrap().iter().map(|mail| mail["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"lock_notice"), "{kinds:?}");
    assert_eq!(record(&installation, 7, &[]).json()["is_locked"], false, "it is locked already");
    installation.done(&["customer", "status", ADA, "active"]);
    let again = record(&installation, 8, &["--at", "2026-03-01T12:00:01Z"]).json();
    assert_eq!(again["is_locked"], false, "what was before the unlocking is forgiven");
}

/// LOCK-01
#[test]
fn the_settings_say_how_many_addresses_in_how_many_hours() {
    let installation = filled();
    installation.done(&["settings", "set", "lock_addresses", "1"]);
    installation.done(&["settings", "set", "lock_hours", "2"]);
    record(&installation, 1, &["--at", "2026-03-01T10:00:00Z"]);
    assert_eq!(record(&installation, 2, &["--at", "2026-03-01T12:00:00Z"]).json()["is_locked"], false);
    assert_eq!(record(&installation, 3, &["--at", "2026-03-01T13:59:59Z"]).json()["is_locked"], true);
    assert_eq!(installation.run(&["settings", "set", "lock_addresses", "0"]).code, 1);
}

/// LOCK-01
#[test]
fn a_rule_is_tried_on_the_past_and_nothing_is_changed() {
    let installation = filled();
    for last in 1..=5 {
        record(&installation, last, &["--at", &format!("2026-03-01T0{last}:00:00Z")]);
    }
    let replay = |options: &[&str]| {
        let list = installation.done(&[&["customer", "lock-replay"], options].concat()).json();
        list["items"].as_array().unwrap().clone()
    };
    assert!(replay(&[]).is_empty());
    let found = replay(&["--addresses", "2", "--hours", "48", "--customer", ADA]);
    assert_eq!((found.len(), &found[0]["at"]), (1, &"2026-03-01T03:00:00Z".into()));
    assert_eq!(found[0]["addresses"].as_array().unwrap().len(), 3);
    assert!(replay(&["--addresses", "2", "--hours", "1"]).is_empty());
    assert_eq!(installation.done(&["customer", "show", ADA]).json()["status"], "active");
}
