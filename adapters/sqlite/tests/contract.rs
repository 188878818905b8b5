//! The conformance suite, on `SQLite`.

#![cfg(test)]

use rollbook_contract::Fixture;
use rollbook_sqlite::{SqliteOptions, SqliteStore};

fn fixture() -> Fixture {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::create(&folder.path().join("rollbook.db"), &SqliteOptions::default())
        .expect("a new database");
    Fixture::holding(store, folder)
}

rollbook_contract::contract_tests!(fixture());
