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
