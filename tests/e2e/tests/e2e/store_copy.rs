//! Copying a whole database.

use std::time::{Duration, Instant};

use rollbook_e2e::Installation;
use serde_json::Value;

use crate::roster::{roster, with_catalogue};

const FROM: &str = "sqlite:rollbook.db";
const TO: &str = "sqlite:copied.db";

/// Everything that can be listed of the demo in a database, with ids and instants.
pub(crate) fn everything(installation: &Installation, database: &str) -> Vec<Value> {
    let lists: [&[&str]; 18] = [
        &["customer", "list", "--all"],
        &["customer", "show", "ada@example.org"],
        &["customer", "activity", "office@acme.example", "--all"],
        &["group", "list", "--all"],
        &["product", "list", "--all"],
        &["price", "list", "--all"],
        &["course", "list", "--all"],
        &["item", "list", "--all"],
        &["order", "list", "--all"],
        &["access", "list", "--customer", "ada@example.org", "--at", "2025-05-05"],
        &["enrollment", "list", "--course", "ALGEBRA", "--at", "2025-05-05"],
        &["report", "enrollments", "--at", "2025-05-05"],
        &["report", "seats"],
        &["seat", "list", "--buyer", "office@acme.example", "--all"],
        &["mail", "list", "--all"],
        &["mail", "texts", "list"],
        &["mail", "suppressions", "list"],
        &["settings", "show"],
    ];
    let told = |list: &[&str]| installation.done(&[list, &["--database", database][..]].concat()).json();
    lists.map(told).to_vec()
}

/// The registration codes of the demo, which only who has the key file can read.
pub(crate) fn codes(installation: &Installation, database: &str) -> Vec<Value> {
    let of = ["--database", database];
    let list = ["seat", "list", "--buyer", "office@acme.example", "--all"];
    let listed = installation.done(&[&list[..], &of].concat()).json();
    let seats = listed["items"].as_array().expect("a list").iter();
    let code = |seat: &Value| {
        let seat = seat["seat"].as_str().expect("an id");
        installation.done(&[&["seat", "show", seat, "--reveal-code"][..], &of].concat()).json()["code"]
            .clone()
    };
    seats.map(code).collect()
}

#[test]
fn a_copied_demo_answers_every_question_as_the_demo_does() {
    let demo = Installation::empty();
    demo.done(&["demo"]);
    let looked = demo.done(&["store", "copy", "--from", FROM, "--to", TO, "--dry-run"]);
    assert!(looked.notes.contains("Nothing was written"), "{looked:?}");
    assert!(!demo.path("copied.db").exists());
    let copied = demo.done(&["store", "copy", "--from", FROM, "--to", TO]);
    assert!(copied.notes.contains("rollbook.db.key") && copied.notes.contains("copied.db.key"), "{copied:?}");
    let tables = copied.json()["items"].as_array().expect("a list").clone();
    assert!(tables.len() > 30 && tables.iter().all(|table| table["is_equal"] == true), "{tables:?}");
    let counted = looked.json()["items"].as_array().expect("a list").clone();
    let rows = |tables: &[Value]| -> Vec<(String, u64)> {
        let mut rows: Vec<_> = tables
            .iter()
            .map(|table| (table["table"].to_string(), table["rows"].as_u64().expect("a count")))
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(rows(&counted), rows(&tables));
    assert_eq!(everything(&demo, TO), everything(&demo, FROM));
    std::fs::copy(demo.path("rollbook.db.key"), demo.path("copied.db.key")).expect("the key file is there");
    assert_eq!(codes(&demo, TO), codes(&demo, FROM));
    // It is a store like any other: it takes what comes next, and what it was copied from is not its match any more.
    let new = ["--email", "new@example.org", "--first-name", "New", "--last-name", "Comer", "--database", TO];
    demo.done(&[&["customer", "add"][..], &new].concat());
    let compared = demo.run(&["store", "compare", "--from", FROM, "--to", TO]);
    assert_eq!(compared.code, Some(1));
    let tables = compared.json()["items"].as_array().expect("a list").clone();
    let differing: Vec<_> = tables.iter().filter(|table| table["is_equal"] == false).collect();
    assert!(differing.iter().any(|table| table["table"] == "customers"), "{differing:?}");
    assert!(compared.notes.contains("customers") && !compared.notes.contains("new@"), "{compared:?}");
    let again = demo.run(&["store", "copy", "--from", FROM, "--to", TO]);
    assert_eq!(again.code, Some(1));
    assert!(again.notes.contains("in use"), "{again:?}");
}

const KILLS: u32 = 12;

#[test]
fn a_copy_killed_at_any_point_is_completed_by_the_same_command() {
    let school = with_catalogue();
    school.write("roster.csv", roster(1500));
    school.done(&["import", "roster", "roster.csv", "--quiet"]);
    let copy = ["store", "copy", "--from", FROM, "--to", TO];
    let (_, run_time) = timed(|| school.copy().done(&copy));
    let (mut unfinished, mut gone_on_with) = (0, 0);
    for kill in 0..KILLS {
        let trial = school.copy();
        let mut copying = trial.command(&copy).spawn().expect("the program starts");
        wait(&mut copying, run_time * kill / KILLS);
        copying.kill().expect("the process is ours");
        copying.wait().expect("the process ends");
        let opened = trial.run(&["customer", "list", "--database", TO]);
        let is_unfinished = opened.notes.contains("unfinished copy");
        if is_unfinished {
            unfinished += 1;
            assert_eq!(opened.code, Some(5), "{opened:?}");
        }
        let again = trial.run(&copy);
        match again.code {
            Some(0) if again.notes.contains("by an earlier run") => gone_on_with += 1,
            Some(0) => {}
            // The kill came too late.
            _ => assert!(again.notes.contains("in use") && !is_unfinished, "after kill {kill}: {again:?}"),
        }
        trial.done(&["store", "compare", "--from", FROM, "--to", TO]);
    }
    println!("{KILLS} kills in {run_time:?}: {unfinished} left a part, {gone_on_with} were gone on with");
    assert!(gone_on_with > 0, "no kill came in the middle");
}

#[expect(clippy::disallowed_methods, reason = "the kill must come at a point of real time")]
fn wait(copying: &mut std::process::Child, delay: Duration) {
    let end = Instant::now() + delay;
    while Instant::now() < end && copying.try_wait().expect("the process is ours").is_none() {
        std::thread::yield_now();
    }
}

#[expect(clippy::disallowed_methods, reason = "the run time says when to kill")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

#[test]
fn a_wrong_source_or_target_is_refused_with_words_that_say_what_to_do() {
    let demo = Installation::empty();
    demo.done(&["demo"]);
    demo.write("foreign.db", "no database at all, but long enough to be one");
    for (arguments, code, words) in [
        (&["--from", "sqlite:nowhere.db", "--to", TO], 5, "rollbook init"),
        (&["--from", FROM, "--to", FROM], 1, "give a database that is empty"),
        (&["--from", FROM, "--to", "sqlite:foreign.db"], 5, "not a SQLite database"),
        (&["--from", FROM, "--to", "oracle:x"], 2, "not accepted"),
        (&["--from", "sqlite:foreign.db", "--to", TO], 5, "not a SQLite database"),
    ] {
        for rehearsal in [&["--dry-run"][..], &[]] {
            let said = demo.run(&[&["store", "copy"][..], arguments, rehearsal].concat());
            assert_eq!(said.code, Some(code), "{arguments:?}: {said:?}");
            assert!(said.notes.contains(words), "{arguments:?}: {said:?}");
        }
    }
    assert!(!demo.path("copied.db").exists());
}
