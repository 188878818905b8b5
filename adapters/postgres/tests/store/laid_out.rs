//! Databases with the schema and nothing in it.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use pollster::block_on;
use rollbook_postgres::{PostgresOptions, migrate};
use rollbook_servers::{Database, Fingerprint, find_server};
use sha2::{Digest as _, Sha256};

/// A database of its own with all migrations applied.
pub(crate) fn laid_out() -> Database {
    let fill = |url: &str| block_on(migrate(url, &PostgresOptions::default(), |_| ())).map(|_| ());
    Database::fresh(&find_server().unwrap(), &fingerprint(), fill).unwrap()
}

/// The rows of a query, each as its columns.
pub(crate) fn rows(database: &Database, sql: &str) -> Vec<Vec<String>> {
    let printed = database.psql(sql).unwrap();
    printed.lines().map(|line| line.split('|').map(str::to_owned).collect()).collect()
}

/// The first column of each row of a query.
pub(crate) fn words(database: &Database, sql: &str) -> Vec<String> {
    rows(database, sql).into_iter().map(|mut row| row.remove(0)).collect()
}

/// The files of a folder below the one of all adapters, with an ending, in order of their names.
pub(crate) fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let adapters = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut found = Vec::new();
    let mut folders = vec![adapters.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn fingerprint() -> Fingerprint {
    let mut hash = Sha256::new();
    for file in files("postgres/migrations", "sql") {
        hash.update(fs::read(file).unwrap());
    }
    let mut word = "store_".to_owned();
    for byte in &hash.finalize()[..16] {
        write!(word, "{byte:02x}").unwrap();
    }
    Fingerprint::parse(&word).unwrap()
}
