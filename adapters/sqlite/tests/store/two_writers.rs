//! Two stores on one file, as two processes have it.

use std::sync::Arc;
use std::thread;

use pollster::block_on;
use rusqlite::TransactionBehavior;

use crate::given::{Given, tenant};

#[test]
fn two_stores_write_at_once_and_neither_finds_the_database_locked() {
    const COMMITS: i64 = 150;
    let given = Arc::new(Given::a_database());
    let writers: Vec<_> = (0..2)
        .map(|_| {
            let given = Arc::clone(&given);
            thread::spawn(move || {
                let store = given.open();
                let tenant = tenant(&store);
                for _ in 0..COMMITS {
                    block_on(tenant.commit(given.a_customer())).unwrap();
                    block_on(tenant.groups()).unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().unwrap();
    }
    let store = given.open();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    let raw = given.raw();
    let (events, last): (i64, i64) = raw
        .query_row("SELECT count(*), max(sequence) FROM events", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!(events, last, "numbers without a gap");
    let customers: i64 = raw.query_row("SELECT count(*) FROM customers", [], |row| row.get(0)).unwrap();
    assert_eq!(customers, 1 + 2 * COMMITS);
}

#[test]
fn many_stores_may_make_one_new_file_at_once() {
    let given = Arc::new(Given::an_empty_folder());
    let makers: Vec<_> = (0..8)
        .map(|_| {
            let given = Arc::clone(&given);
            thread::spawn(move || drop(given.create()))
        })
        .collect();
    for maker in makers {
        maker.join().unwrap();
    }
    assert_eq!(given.open().check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_reader_does_not_wait_for_a_writer_of_another_process() {
    let given = Given::a_database();
    let store = given.open();
    let mut other = given.raw();
    let lock = other.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    lock.execute("UPDATE groups SET name = 'Chemistry'", []).unwrap();
    let groups = block_on(tenant(&store).groups()).unwrap();
    assert_eq!(groups[0].name.as_str(), "Biology");
    lock.commit().unwrap();
    let groups = block_on(tenant(&store).groups()).unwrap();
    assert_eq!(groups[0].name.as_str(), "Chemistry");
}
