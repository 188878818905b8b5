//! The figures of `docs/performance.md` on PostgreSQL, printed as its tables, each on a durable server of its own.
//!
//! ```text
//! cargo bench -p rollbook-postgres --bench figures -- import 10000 100000
//! cargo bench -p rollbook-postgres --bench figures -- seats 100 1000 10000
//! cargo bench -p rollbook-postgres --bench figures -- access 100000 10000000
//! cargo bench -p rollbook-postgres --bench figures -- claim 1 2 4
//! ```

#![expect(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot be made stops the run")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]
#![expect(clippy::cast_precision_loss, reason = "figures are rounded to three digits")]

mod access;
mod claim;
mod driver;
mod fill;
mod import;
mod pgbench;
mod raw;
mod seats;
mod server;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let numbers = |words: &[String]| -> Vec<usize> {
        words.iter().map(|word| word.replace('_', "").parse().unwrap()).collect()
    };
    match words.split_first().map(|(first, rest)| (first.as_str(), rest)) {
        Some(("import", rows)) => import::report(&numbers(rows)),
        Some(("seats", sizes)) => seats::report(&numbers(sizes)),
        Some(("access", grants)) => access::report(&numbers(grants), access::SECONDS),
        Some(("claim", processes)) => claim::report(&numbers(processes), claim::SECONDS),
        Some(("claim-some", words)) => claim::some(words),
        // Without words it only shows that it works; `cargo test` runs it so.
        _ => {
            import::report(&[1_000]);
            seats::report(&[100]);
            access::report(&[1_000], 1);
            claim::report(&[1], 1);
        }
    }
}
