//! The conformance suite, on `PostgreSQL`: directly, and by way of a pooler that lends connections for one transaction.

#![cfg(test)]

#[path = "contract/turns.rs"]
mod turns;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pollster::block_on;
use rollbook_contract::Fixture;
use rollbook_memory::MemoryStore;
use rollbook_postgres::{PostgresOptions, PostgresStore, migrate};
use rollbook_servers::{Database, Fingerprint, find_pgbouncer, find_server};
use sha2::{Digest as _, Sha256};

use crate::turns::Turns;

fn fixture() -> Fixture {
    let database = database();
    let url = database.url().to_owned();
    on(&url, database)
}

fn pooled_fixture() -> Fixture {
    let pooler = find_pgbouncer().expect("a pooler");
    let database = database();
    let url = database.url_by_way_of(&pooler).expect("a URL");
    let url = if url.contains("pooler=") { url } else { format!("{url}?pooler=transaction") };
    on(&url, database).playing_one_in(10)
}

fn fixture_by_turns() -> Fixture {
    let database = database();
    Fixture::holding(Turns::on(&database), database)
}

fn on(url: &str, database: Database) -> Fixture {
    let store = block_on(PostgresStore::open(url, &PostgresOptions::default())).expect("a new database");
    Fixture::holding(store, database)
}

fn database() -> Database {
    let fill = |url: &str| block_on(migrate(url, &PostgresOptions::default(), |_| ())).map(|_| ());
    Database::fresh(&find_server().expect("a server"), &fingerprint(), fill).expect("a new database")
}

/// The schema in one word, so that a changed one is laid out anew.
fn fingerprint() -> Fingerprint {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        hash.update(fs::read(file).expect("a migration"));
    }
    let mut word = "contract_".to_owned();
    for byte in &hash.finalize()[..12] {
        write!(word, "{byte:02x}").expect("a text");
    }
    Fingerprint::parse(&word).expect("a word")
}

rollbook_contract::contract_tests!(fixture());

#[test]
fn random_commands_come_to_the_same_as_in_memory() {
    rollbook_contract::state_machine(|| Fixture::new(MemoryStore::new()), fixture);
}

mod by_way_of_a_pooler {
    rollbook_contract::contract_tests!(super::pooled_fixture());
}

/// Numbers of commits run against time there.
mod by_turns_of_two_stores {
    fn new_fixture() -> rollbook_contract::Fixture {
        super::fixture_by_turns()
    }

    // What goes by the order of commits.
    rollbook_contract::erasure!();
}
