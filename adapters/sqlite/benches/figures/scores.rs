//! Importing scores, and the raw limit of the same rows.

use rollbook_sqlite::SqliteOptions;
use rollbook_workload::machine::{median, seconds};
use rollbook_workload::{roster, scores};

use crate::rewrite::{copy, rewritten};
use crate::tenant_in;

const RUNS: usize = 3;

/// Prints the table.
pub(crate) fn report(sizes: &[usize]) {
    println!("| scores | import | scores a second | rows new, changed | raw | ratio |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for size in sizes {
        let told: Vec<(f64, f64, usize, usize)> = (0..RUNS).map(|_| run(*size)).collect();
        let taken = median(told.iter().map(|run| run.0).collect());
        let raw = median(told.iter().map(|run| run.1).collect());
        let ratio = median(told.iter().map(|run| run.0 / run.1).collect());
        let (.., inserted, updated) = told[0];
        let rate = *size as f64 / taken;
        println!("| {size} | {taken:.3} s | {rate:.0} | {inserted}, {updated} | {raw:.3} s | {ratio:.2} |");
    }
}

/// Imports once into a database with the learners of a roster.
fn run(size: usize) -> (f64, f64, usize, usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rollbook.db");
    let tenant = tenant_in(&path, &SqliteOptions::default());
    let ids = roster::prepare(&*tenant);
    let learners = size.div_ceil(scores::SCORES_PER_ROW);
    roster::import(&*tenant, &ids, &roster::file(learners));
    scores::prepare(&*tenant, &ids);
    let file = scores::file(learners);
    let (before, after) = (folder.path().join("before.db"), folder.path().join("after.db"));
    copy(&path, &before);
    let ((), taken) = seconds(|| scores::import(&*tenant, &ids, &file));
    copy(&path, &after);
    let raw = rewritten(&before, &after);
    (taken, raw.seconds, raw.inserted, raw.updated)
}
