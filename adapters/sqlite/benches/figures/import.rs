//! Importing rosters of growing size, each in a process of its own, and the raw limit of the same rows.

use std::process::Command;

use rollbook_sqlite::SqliteOptions;

use rollbook_workload::machine::{median, peak_mib, seconds};
use rollbook_workload::roster;

use crate::{reinsert, tenant_in};

const RUNS: usize = 3;

/// Prints the table.
pub(crate) fn report(sizes: &[usize]) {
    println!("| rows | import | rows a second | peak memory | raw inserts | ratio |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for rows in sizes {
        let runs: Vec<[f64; 3]> = (0..RUNS).map(|_| in_own_process(*rows)).collect();
        let middle = |figure: fn(&[f64; 3]) -> f64| median(runs.iter().map(figure).collect());
        let (import, peak, raw) = (middle(|run| run[0]), middle(|run| run[1]), middle(|run| run[2]));
        let ratio = middle(|run| run[0] / run[2]);
        let rate = *rows as f64 / import;
        println!("| {rows} | {import:.2} s | {rate:.0} | {peak:.0} MiB | {raw:.2} s | {ratio:.2} |");
    }
}

fn in_own_process(rows: usize) -> [f64; 3] {
    let program = std::env::current_exe().unwrap();
    let output = Command::new(program).args(["import-one", &rows.to_string()]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let figures: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    figures.try_into().unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)))
}

/// Imports once and prints seconds, peak memory and the seconds of the raw inserts.
pub(crate) fn one(rows: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rollbook.db");
    let file = roster::file(rows);
    let tenant = tenant_in(&path, &SqliteOptions::default());
    let ids = roster::prepare(&*tenant);
    // The store is closed within the time measured, as the command line closes it.
    let ((), import) = seconds(|| {
        roster::import(&*tenant, &ids, &file);
        drop(tenant);
    });
    println!("{import} {} {}", peak_mib(), reinsert::seconds(&path));
}
