//! The conformance suite, on `SQLite`.

#![cfg(test)]

#[path = "contract/backwards.rs"]
mod backwards;

use rollbook_contract::Fixture;
use rollbook_memory::MemoryStore;
use rollbook_sqlite::{SqliteOptions, SqliteStore};
use tempfile::TempDir;

fn fixture() -> Fixture {
    let (store, folder) = database();
    Fixture::holding(store, folder)
}

fn database() -> (SqliteStore, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::create(&folder.path().join("rollbook.db"), &SqliteOptions::default())
        .expect("a new database");
    (store, folder)
}

rollbook_contract::contract_tests!(fixture());

#[test]
fn random_commands_come_to_the_same_as_in_memory() {
    rollbook_contract::state_machine(|| Fixture::new(MemoryStore::new()), fixture);
}

mod by_numbers_that_run_against_time {
    use crate::backwards::Backwards;

    fn new_fixture() -> rollbook_contract::Fixture {
        let (store, folder) = super::database();
        let store = Backwards::new(store, &folder.path().join("rollbook.db"));
        rollbook_contract::Fixture::holding(store, folder)
    }

    // What goes by the order of commits.
    rollbook_contract::erasure!();
}
