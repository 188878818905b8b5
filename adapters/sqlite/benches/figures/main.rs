//! The figures of `docs/performance.md`, printed as its tables.
//!
//! ```text
//! cargo bench -p rollbook-sqlite --bench figures -- import 10000 100000 1000000
//! cargo bench -p rollbook-sqlite --bench figures -- access 10000 1000000
//! cargo bench -p rollbook-sqlite --bench figures -- reinsert FILE
//! cargo bench -p rollbook-sqlite --bench figures -- seats 100 1000 10000 100000
//! cargo bench -p rollbook-sqlite --bench figures -- claim 20000 1000000
//! cargo bench -p rollbook-sqlite --bench figures -- verify 1000000
//! cargo bench -p rollbook-sqlite --bench figures -- scores 49018
//! cargo bench -p rollbook-sqlite --bench figures -- organizations 100000
//! cargo bench -p rollbook-sqlite --bench figures -- rewrite BEFORE AFTER
//! ```

#![expect(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot be made stops the run")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]
#![expect(clippy::cast_precision_loss, reason = "figures are rounded to three digits")]

mod access;
mod claim;
mod import;
mod organizations;
mod reinsert;
mod rewrite;
mod scores;
mod seats;
mod verify;

use std::path::Path;
use std::sync::Arc;

use rollbook_domain::port::{Store as _, TenantStore};
use rollbook_domain::settings::TenantId;
use rollbook_sqlite::{SqliteOptions, SqliteStore};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let numbers = |words: &[String]| -> Vec<usize> {
        words.iter().map(|word| word.replace('_', "").parse().unwrap()).collect()
    };
    match words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        Some(("import", rows)) => import::report(&numbers(rows)),
        Some(("import-one", [rows])) => import::one(numbers(std::slice::from_ref(rows))[0]),
        Some(("access", grants)) => access::report(&numbers(grants), &SqliteOptions::default()),
        Some(("access-with-cache", [kib, grants @ ..])) => {
            let options =
                SqliteOptions { reader_cache_kib: kib.parse().unwrap(), ..SqliteOptions::default() };
            access::report(&numbers(grants), &options);
        }
        Some(("reinsert", [file])) => {
            println!("{:.3} s for the rows of {file}", reinsert::seconds(Path::new(file)));
        }
        Some(("seats", sizes)) => seats::report(&numbers(sizes)),
        Some(("scores", sizes)) => scores::report(&numbers(sizes)),
        Some(("claim", sizes)) => claim::report(&numbers(sizes), claim::CALLS),
        Some(("verify", events)) => verify::report(&numbers(events)),
        Some(("organizations", sizes)) => organizations::report(&numbers(sizes)),
        Some(("rewrite", [before, after])) => {
            let raw = rewrite::rewritten(Path::new(before), Path::new(after));
            println!("{:.3} s for {} new and {} changed rows", raw.seconds, raw.inserted, raw.updated);
        }
        // Without words it only shows that it works; `cargo test` runs it so.
        _ => {
            import::report(&[1_000]);
            access::report(&[1_000], &SqliteOptions::default());
            seats::report(&[100]);
            claim::report(&[500], 20);
            verify::report(&[3_000]);
            scores::report(&[600]);
            organizations::report(&[200]);
        }
    }
}

/// The tenant of a new database; the database is closed with it.
fn tenant_in(path: &Path, options: &SqliteOptions) -> Arc<dyn TenantStore> {
    SqliteStore::create(path, options).unwrap().tenant(&TenantId::default())
}
