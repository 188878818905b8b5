//! Both databases that Rollbook is made for, side by side.

#![cfg(test)]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pollster::block_on;
use rollbook_contract::Fixture;
use rollbook_postgres::{PostgresOptions, PostgresStore, migrate};
use rollbook_servers::{Database, Fingerprint, find_server};
use rollbook_sqlite::{SqliteOptions, SqliteStore};
use sha2::{Digest as _, Sha256};

fn on_sqlite() -> Fixture {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = SqliteStore::create(&folder.path().join("rollbook.db"), &SqliteOptions::default())
        .expect("a new database");
    Fixture::holding(store, folder)
}

fn on_postgres() -> Fixture {
    let fill = |url: &str| block_on(migrate(url, &PostgresOptions::default(), |_| ())).map(|_| ());
    let database =
        Database::fresh(&find_server().expect("a server"), &fingerprint(), fill).expect("a database");
    let store = block_on(PostgresStore::open(database.url(), &PostgresOptions::default())).expect("a store");
    Fixture::holding(store, database)
}

/// The schema in one word, so that a changed one is laid out anew.
fn fingerprint() -> Fingerprint {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../adapters/postgres/migrations");
    let entries = fs::read_dir(folder).expect("the migrations");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a migration").path()).collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(fs::read(file).expect("a migration"));
    }
    let mut word = "parity_".to_owned();
    for byte in &hash.finalize()[..16] {
        write!(word, "{byte:02x}").expect("a word");
    }
    Fingerprint::parse(&word).expect("a word")
}

#[test]
fn random_commands_come_to_the_same_on_both_databases() {
    rollbook_contract::state_machine(on_sqlite, on_postgres);
}
