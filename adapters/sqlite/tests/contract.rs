//! The conformance suite, on `SQLite`.

#![cfg(test)]

use rollbook_contract::Fixture;
use rollbook_memory::MemoryStore;
use rollbook_sqlite::{SqliteOptions, SqliteStore};

fn fixture() -> Fixture {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::create(&folder.path().join("rollbook.db"), &SqliteOptions::default())
        .expect("a new database");
    Fixture::holding(store, folder)
}

rollbook_contract::contract_tests!(fixture());

#[test]
fn random_commands_come_to_the_same_as_in_memory() {
    rollbook_contract::state_machine(|| Fixture::new(MemoryStore::new()), fixture);
}
