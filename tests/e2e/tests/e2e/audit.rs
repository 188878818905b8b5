//! What is found of somebody who gets at the file itself.

use std::fs;

use rollbook_e2e::{Installation, Said};

fn school() -> Installation {
    let school = Installation::ready();
    school.done(&["group", "add", "NIGHT", "--name", "Night shift"]);
    school.done(&["group", "add", "DAY", "--name", "Day shift"]);
    school
}

fn events(school: &Installation) -> u64 {
    school.done(&["audit", "verify", "--output", "json"]).json()["events"].as_u64().expect("a count")
}

fn problem(said: &Said) -> (Option<i32>, String, u64) {
    let details = &said.error()["details"];
    let word = details["problem"].as_str().expect("a word").to_owned();
    (said.code, word, details["sequence"].as_u64().expect("a number"))
}

/// N124: with an editor of bytes, past every guard that the database has.
#[test]
fn a_letter_changed_in_the_file_is_found_at_the_event_that_holds_it() {
    let school = school();
    let count = events(&school);
    let path = school.path("rollbook.db");
    let mut bytes = fs::read(&path).expect("the database");
    let (told, changed) = (br#""name":"Night shift""#, br#""name":"Light shift""#);
    let places: Vec<usize> =
        (0..bytes.len() - told.len()).filter(|place| bytes[*place..].starts_with(told)).collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place..place + told.len()].copy_from_slice(changed);
    }
    fs::write(&path, bytes).expect("the database");
    let found = school.run(&["audit", "verify", "--output", "json"]);
    assert_eq!(problem(&found), (Some(1), "altered".to_owned(), count - 1));
}

/// N124: an older copy of the file, put back, is whole in itself.
#[test]
fn an_older_copy_that_was_put_back_is_found_by_an_anchor() {
    let school = school();
    let count = events(&school);
    let older = school.copy();
    school.done(&["group", "add", "NOON", "--name", "Noon shift"]);
    let anchor = school.done(&["audit", "head", "--output", "json"]).output;
    assert_eq!(events(&older), count);
    older.write("anchors.jsonl", anchor);
    let found = older.run(&["audit", "verify", "--anchor", "anchors.jsonl", "--output", "json"]);
    assert_eq!(problem(&found), (Some(1), "cut".to_owned(), count + 1));
    older.done(&["group", "add", "DAWN", "--name", "Dawn shift"]);
    let found = older.run(&["audit", "verify", "--anchor", "anchors.jsonl", "--output", "json"]);
    assert_eq!(problem(&found), (Some(1), "made_anew".to_owned(), count + 1));
}

const ADA: &str = "ada@example.org";

/// AUD-04, AUD-05, AUD-06: each command is a process of its own, and the impersonation goes on from one to the next.
#[test]
fn support_acts_as_a_customer_within_bounds_and_on_the_record() {
    let school = school();
    school.done(&["customer", "add", "--email", ADA, "--first-name", "Ada", "--last-name", "Lovelace"]);
    let begin = ["customer", "impersonate", "--customer", ADA, "--reason", "cannot open the quiz"];
    let id = school.done(&[&begin[..], &["--output", "json"]].concat()).json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let under =
        |command: &[&str]| school.run(&[command, &["--impersonation", &id, "--output", "json"]].concat());
    assert_eq!(under(&["customer", "edit", ADA, "--first-name", "Augusta"]).code, Some(0));
    let barred = under(&["customer", "status", ADA, "inactive"]);
    assert_eq!((barred.code, &barred.error()["rules"][0]), (Some(1), &"AUD-06".into()));
    school.done(&["customer", "end-impersonation", &id]);
    assert_eq!(under(&["customer", "show", ADA]).code, Some(1));
    let activity = school.done(&["customer", "activity", ADA, "--oldest-first", "--output", "json"]).json();
    let lines = activity["items"].as_array().expect("a list");
    let told: Vec<_> =
        lines.iter().map(|line| (line["kind"].as_str(), line["impersonation"].as_str())).collect();
    let expected = [
        (Some("customer_added"), None),
        (Some("impersonation_started"), None),
        (Some("profile_edited"), Some(id.as_str())),
        (Some("impersonation_ended"), None),
    ];
    assert_eq!(told, expected);
    assert_eq!(school.done(&["audit", "verify"]).code, Some(0));
}

/// LOCK-01, AUD-01: on the command line as in a system that lets people in by itself.
#[test]
fn sign_ins_from_too_many_places_lock_the_account_and_say_which() {
    let school = school();
    school.done(&["customer", "add", "--email", ADA, "--first-name", "Ada", "--last-name", "Lovelace"]);
    let record = |last: u8| {
        let address = format!("203.0.113.{last}");
        let record =
            ["customer", "record-login", "--customer", ADA, "--address", &address, "--output", "json"];
        school.done(&record).json()["is_locked"].clone()
    };
    let locked: Vec<_> = (1..=6).map(record).collect();
    assert_eq!(locked, [false, false, false, false, false, true]);
    let shown = school.done(&["customer", "show", ADA, "--output", "json"]).json();
    assert_eq!(shown["status"], "locked");
    let logins = school.done(&["customer", "logins", ADA, "--all", "--output", "csv"]).output;
    assert_eq!(logins.lines().count(), 7, "{logins}");
    let replay = ["customer", "lock-replay", "--addresses", "2", "--hours", "1", "--output", "json"];
    let found = school.done(&replay).json();
    assert_eq!(found["items"][0]["addresses"].as_array().map(Vec::len), Some(3), "{found}");
}
