//! Laying the schema out, and bringing it up to date.

use std::path::Path;

use rollbook_servers::Database;
use serde_json::Value;

use crate::house::{House, assert_unavailable, database};

/// The migrations as they lie in the folder, each with its number, name and text.
fn migrations() -> Vec<(u32, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../adapters/postgres/migrations");
    let mut found: Vec<_> = folder
        .read_dir()
        .expect("the folder of migrations")
        .flatten()
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().trim_end_matches(".sql").to_owned();
            let (number, name) = name.split_once('_').expect("NNNN_name");
            let text = std::fs::read_to_string(entry.path()).expect("a migration");
            (number.parse().expect("a number"), name.to_owned(), text)
        })
        .collect();
    found.sort();
    found
}

/// A database as a program left it that knew all migrations but the last few.
fn database_of_older_program(missing: usize) -> Database {
    let database = database();
    let all = migrations();
    let list = "CREATE TABLE schema_migrations (number BIGINT NOT NULL, name TEXT COLLATE \"C\" NOT NULL, \
                phase TEXT COLLATE \"C\" NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())";
    database.psql(list).expect("the list of migrations");
    for (number, name, text) in &all[..all.len() - missing] {
        database.psql(text).expect("a migration");
        let row = format!("INSERT INTO schema_migrations VALUES ({number}, '{name}', 'expand')");
        database.psql(&row).expect("its row");
    }
    database
}

fn numbers(told: &Value) -> Vec<u64> {
    let migrations = told["migrations"].as_array().expect("a list");
    migrations.iter().map(|one| one["number"].as_u64().expect("a number")).collect()
}

#[test]
fn init_lays_the_schema_out_once_and_then_there_is_nothing_to_migrate() {
    let database = database();
    let house = House::at(database.url());
    let waiting = house.done(&["migrate", "--dry-run"]).json();
    assert_eq!((&waiting["outcome"], numbers(&waiting).len()), (&"waiting".into(), migrations().len()));
    assert_unavailable(&house.run(&["customer", "list"]), &["`rollbook init` makes it"]);
    let tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    assert_eq!(database.psql(tables).expect("a count"), "0", "nothing but init and migrate makes tables");

    assert_eq!(house.done(&["init", "--time-zone", "Europe/Berlin"]).json()["outcome"], "applied");
    assert_eq!(house.done(&["init"]).json()["outcome"], "unchanged");
    for arguments in [&["migrate"][..], &["migrate", "--dry-run"]] {
        let told = house.done(arguments).json();
        assert_eq!((&told["outcome"], numbers(&told).len()), (&"unchanged".into(), 0));
    }
    assert_eq!(house.finding("schema").0, "ok");
    assert_eq!(house.finding("row_security").0, "ok");
    assert_eq!(house.finding("encoding"), ("ok".to_owned(), "UTF8".to_owned()));
}

#[test]
fn a_schema_that_is_laid_out_by_migrate_is_ready_for_init() {
    let database = database();
    let house = House::at(database.url());
    let told = house.done(&["migrate"]);
    let all: Vec<u64> = migrations().iter().map(|one| one.0.into()).collect();
    assert_eq!(numbers(&told.json()), all);
    assert_eq!(told.notes.matches("Applied migration").count(), all.len(), "{}", told.notes);
    assert!(told.notes.contains("Applied migration 1 `create_log` (expand)."), "{}", told.notes);
    assert_eq!(house.done(&["init"]).json()["outcome"], "applied");
}

#[test]
fn an_older_schema_is_left_alone_by_everything_but_migrate() {
    let database = database_of_older_program(2);
    let house = House::at(database.url());
    let newest = migrations().len();
    for arguments in [&["customer", "list"][..], &["init"], &["serve"], &["demo"], &["mail", "send"]] {
        let said = house.run(arguments);
        assert_unavailable(&said, &["`rollbook migrate`", &format!("version {}", newest - 2)]);
    }
    let (code, _) = house.doctor();
    assert_eq!(code, Some(1));
    let (health, says) = house.finding("schema");
    assert!(
        health == "fail" && says.contains("`rollbook migrate`") && says.contains("these wait: "),
        "{says}"
    );
    assert_eq!(numbers(&house.done(&["migrate", "--dry-run"]).json()).len(), 2);
    let applied = "SELECT count(*) FROM schema_migrations";
    assert_eq!(database.psql(applied).expect("a count"), (newest - 2).to_string());

    let told = house.done(&["migrate", "--output", "table"]);
    assert_eq!(told.notes.lines().count(), 2, "{}", told.notes);
    assert_eq!(told.output, "Applied 2 migrations: the schema is up to date.\n");
    house.done(&["init"]);
    assert_eq!(house.add_customer("ada").code, Some(0));
}

#[test]
fn a_newer_program_stops_this_one_only_when_it_took_something_away() {
    let database = database();
    let house = House::at(database.url());
    house.done(&["init"]);
    let newer = |number: u32, phase: &str| {
        let row = format!(
            "INSERT INTO schema_migrations (number, name, phase) VALUES ({number}, 'later', '{phase}')"
        );
        database.psql(&row).expect("a row");
    };
    newer(990, "expand");
    newer(991, "migrate");
    assert_eq!(house.add_customer("ada").code, Some(0));
    newer(992, "contract");
    assert_unavailable(&house.run(&["customer", "list"]), &["version 992", "run a newer program"]);
    assert_eq!(house.finding("schema").0, "fail");
}

#[test]
fn the_database_of_another_program_is_not_touched() {
    let database = database();
    database.psql("CREATE TABLE tenants (name TEXT)").expect("a table");
    let house = House::at(database.url());
    for arguments in [&["init"][..], &["migrate"]] {
        assert_unavailable(&house.run(arguments), &["`tenants`", "a database of its own"]);
    }
}
