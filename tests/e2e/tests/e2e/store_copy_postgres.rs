//! Copying a whole database to PostgreSQL and back.

use rollbook_e2e::Installation;
use rollbook_servers::{Database, find_server};

use crate::roster::{roster, with_catalogue};
use crate::store_copy::{codes, everything};

const FROM: &str = "sqlite:rollbook.db";
const BACK: &str = "sqlite:back.db";

fn database() -> Database {
    let server = find_server().expect("a server is named");
    Database::empty(&server).expect("a database is made")
}

#[test]
fn a_demo_that_went_to_postgres_on_to_another_and_back_answers_every_question_as_before() {
    let (demo, one, other) = (Installation::empty(), database(), database());
    demo.done(&["demo"]);
    demo.done(&["init", "--tenant", "school"]);
    let places = [FROM, one.url(), other.url(), BACK];
    let before = everything(&demo, FROM);
    let mut hashes = Vec::new();
    for pair in places.windows(2) {
        let copied = demo.done(&["store", "copy", "--from", pair[0], "--to", pair[1]]).json();
        let tables = copied["items"].as_array().expect("a list").clone();
        let mut of_tables: Vec<_> = tables
            .iter()
            .map(|table| (table["table"].to_string(), table["sha256"].to_string(), table["rows"].to_string()))
            .collect();
        of_tables.sort();
        assert!(tables.iter().all(|table| table["is_equal"] == true), "{tables:?}");
        hashes.push(of_tables);
    }
    assert!(hashes.windows(2).all(|pair| pair[0] == pair[1]));
    demo.done(&["store", "compare", "--from", FROM, "--to", BACK]);
    assert_eq!(everything(&demo, BACK), before);
    std::fs::copy(demo.path("rollbook.db.key"), demo.path("back.db.key")).expect("the key file is there");
    assert_eq!(codes(&demo, BACK), codes(&demo, FROM));
    // Each goes on by itself.
    let new =
        ["customer", "add", "--email", "new@example.org", "--first-name", "New", "--last-name", "Comer"];
    for place in places {
        demo.done(&[&new[..], &["--database", place]].concat());
        demo.done(&[&new[..], &["--tenant", "school", "--database", place]].concat());
    }
    assert_eq!(everything(&demo, one.url()).len(), before.len());
}

#[test]
fn a_copy_to_postgres_that_was_killed_is_no_store_and_is_completed_by_the_same_command() {
    let (school, one) = (with_catalogue(), database());
    school.write("roster.csv", roster(1500));
    school.done(&["import", "roster", "roster.csv", "--quiet"]);
    let copy = ["store", "copy", "--from", FROM, "--to", one.url()];
    let mut copying = school.command(&copy).spawn().expect("the program starts");
    let is_begun = || one.psql("SELECT 1 FROM copies").is_ok_and(|rows| !rows.is_empty());
    while !is_begun() && copying.try_wait().expect("the process is ours").is_none() {}
    copying.kill().expect("the process is ours");
    copying.wait().expect("the process ends");
    assert!(is_begun(), "the kill came too late");
    let opened = school.run(&["customer", "list", "--database", one.url()]);
    assert_eq!(opened.code, Some(5), "{opened:?}");
    assert!(opened.notes.contains("unfinished copy"), "{opened:?}");
    school.done(&copy);
    school.done(&["store", "compare", "--from", FROM, "--to", one.url()]);
}
