//! What is said of files that are not a database of ours, or not of our age.

use std::fs;

use pollster::block_on;
use rollbook_domain::port::Store;
use rollbook_sqlite::{OpenError, SqliteOptions, SqliteStore};
use rusqlite::Connection;

use crate::given::{Given, tenant};

fn refused(given: &Given) -> [OpenError; 2] {
    let options = SqliteOptions::default();
    [SqliteStore::open(&given.path(), &options), SqliteStore::create(&given.path(), &options)]
        .map(|opened| opened.err().expect("the file is refused"))
}

#[test]
fn a_file_that_is_not_there_is_absent_for_opening_and_made_for_creating() {
    let given = Given::an_empty_folder();
    let error = SqliteStore::open(&given.path(), &SqliteOptions::default()).err();
    assert!(matches!(error, Some(OpenError::Absent { .. })), "{error:?}");
    assert!(!given.path().exists(), "looking must not make it");
    drop(given.create());
    drop(given.open());
}

#[test]
fn an_empty_file_is_empty_for_opening_and_filled_for_creating() {
    let given = Given::an_empty_folder();
    fs::write(given.path(), "").unwrap();
    let error = SqliteStore::open(&given.path(), &SqliteOptions::default()).err();
    assert!(matches!(error, Some(OpenError::Empty { .. })), "{error:?}");
    drop(given.create());
    drop(given.open());
}

#[test]
fn a_database_without_any_table_is_empty_too() {
    let given = Given::an_empty_folder();
    Connection::open(given.path()).unwrap().execute_batch("PRAGMA journal_mode = WAL; VACUUM").unwrap();
    let error = SqliteStore::open(&given.path(), &SqliteOptions::default()).err();
    assert!(matches!(error, Some(OpenError::Empty { .. })), "{error:?}");
    drop(given.create());
}

#[test]
fn creating_what_is_there_opens_it_with_all_it_holds() {
    let given = Given::a_database();
    assert_eq!(block_on(given.create().tenants()).unwrap().len(), 1);
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let given = Given::an_empty_folder();
    let sql = "CREATE TABLE songs (title TEXT); INSERT INTO songs VALUES ('Waterloo');";
    Connection::open(given.path()).unwrap().execute_batch(sql).unwrap();
    let before = fs::read(given.path()).unwrap();
    for error in refused(&given) {
        assert!(matches!(error, OpenError::Foreign { application_id: 0, .. }), "{error:?}");
    }
    assert!(fs::read(given.path()).unwrap() == before, "not a byte may change");
}

#[test]
fn another_programs_id_is_named_in_the_refusal() {
    let given = Given::an_empty_folder();
    Connection::open(given.path()).unwrap().execute_batch("PRAGMA application_id = 7; VACUUM").unwrap();
    for error in refused(&given) {
        assert!(error.to_string().contains("0x00000007"), "{error}");
    }
}

#[test]
fn a_file_that_is_no_database_is_refused() {
    let given = Given::an_empty_folder();
    for content in ["Email,First Name\n", "SQLite format 3\0 and then nothing that makes sense at all"] {
        fs::write(given.path(), content.repeat(100)).unwrap();
        for error in refused(&given) {
            assert!(matches!(error, OpenError::NotADatabase { .. }), "{error:?}");
        }
    }
}

#[test]
fn a_folder_is_refused() {
    let given = Given::an_empty_folder();
    fs::create_dir(given.path()).unwrap();
    for error in refused(&given) {
        assert!(matches!(error, OpenError::NotADatabase { .. } | OpenError::Unreadable { .. }), "{error:?}");
    }
}

#[test]
fn a_newer_schema_is_refused_with_both_versions_and_what_to_do() {
    let given = Given::a_database();
    given.raw().pragma_update(None, "user_version", 4_711).unwrap();
    for error in refused(&given) {
        let text = error.to_string();
        let OpenError::Newer { found: 4_711, known, .. } = error else { panic!("{error:?}") };
        assert!(text.contains("4711") && text.contains(&known.to_string()), "{text}");
        assert!(text.contains("use the newer program"), "{text}");
    }
}

#[test]
fn a_database_is_described_and_found_sound() {
    let given = Given::a_database();
    let store = given.open();
    let description = store.describe().unwrap();
    assert_eq!(description.journal_mode, "wal");
    assert!(description.file_bytes > 0);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_dropped_store_leaves_one_file_with_everything_in_it() {
    let given = Given::a_database();
    let store = given.open();
    let handle = tenant(&store);
    block_on(handle.commit(given.a_customer())).unwrap();
    drop((store, handle));
    let names: Vec<_> =
        fs::read_dir(given.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["rollbook.db"]);
    let customers: i64 =
        given.raw().query_row("SELECT count(*) FROM customers", [], |row| row.get(0)).unwrap();
    assert_eq!(customers, 2);
}
