//! Buying seats, giving them out, inviting to them and taking them back, many at once, and the raw limit of the same rows.

use rollbook_sqlite::SqliteOptions;
use rollbook_workload::machine::{median, seconds};
use rollbook_workload::office::{DEEDS, Office, file};

use crate::rewrite::{copy, rewritten};
use crate::tenant_in;

const RUNS: usize = 5;

/// One deed, measured once.
#[derive(Clone, Copy)]
struct Figure {
    taken: f64,
    raw: f64,
    inserted: usize,
    updated: usize,
}

/// Prints the table.
pub(crate) fn report(sizes: &[usize]) {
    println!("| seats | what | taken | a second | for a seat | rows new, changed | raw | ratio |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for size in sizes {
        let runs = if *size > 20_000 { RUNS.min(3) } else { RUNS };
        let told: Vec<Vec<Figure>> = (0..runs).map(|_| run(*size)).collect();
        for (place, deed) in DEEDS.iter().enumerate() {
            let middle =
                |figure: fn(&Figure) -> f64| median(told.iter().map(|run| figure(&run[place])).collect());
            let (taken, raw) = (middle(|figure| figure.taken), middle(|figure| figure.raw));
            let ratio = middle(|figure| figure.taken / figure.raw);
            let Figure { inserted, updated, .. } = told[0][place];
            let (rate, each) = (*size as f64 / taken, taken / *size as f64 * 1e6);
            println!(
                "| {size} | {} | {taken:.3} s | {rate:.0} | {each:.0} us | {inserted}, {updated} | {raw:.3} s | {ratio:.2} |",
                deed.name()
            );
        }
    }
}

/// Does everything once in a new database.
fn run(size: usize) -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rollbook.db");
    let office = Office::open(tenant_in(&path, &SqliteOptions::default()));
    let (before, after) = (folder.path().join("before.db"), folder.path().join("after.db"));
    let mut figures = Vec::new();
    for deed in DEEDS {
        let file = file(deed, size);
        copy(&path, &before);
        let ((), taken) = seconds(|| office.act(deed, size, &file));
        copy(&path, &after);
        let raw = rewritten(&before, &after);
        figures.push(Figure { taken, raw: raw.seconds, inserted: raw.inserted, updated: raw.updated });
        std::fs::remove_file(&before).unwrap();
        std::fs::remove_file(&after).unwrap();
    }
    figures
}
