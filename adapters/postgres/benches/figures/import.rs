//! Importing rosters, and `COPY` of the same rows of all tables.

use rollbook_workload::machine::{median, peak_mib, seconds};
use rollbook_workload::roster;

use crate::{raw, server};

const RUNS: usize = 3;

/// Prints the table.
pub(crate) fn report(sizes: &[usize]) {
    println!("| rows | import | rows a second | peak memory | COPY of the rows | ratio |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for rows in sizes {
        let runs: Vec<[f64; 2]> = (0..RUNS).map(|_| once(*rows)).collect();
        let middle = |figure: fn(&[f64; 2]) -> f64| median(runs.iter().map(figure).collect());
        let (import, raw, ratio) =
            (middle(|run| run[0]), middle(|run| run[1]), middle(|run| run[0] / run[1]));
        let (rate, peak) = (*rows as f64 / import, peak_mib());
        println!("| {rows} | {import:.2} s | {rate:.0} | {peak:.0} MiB | {raw:.2} s | {ratio:.2} |");
    }
}

fn once(rows: usize) -> [f64; 2] {
    let cluster = server::start();
    let file = roster::file(rows);
    let url = server::create(&cluster, "bench");
    let tenant = server::tenant_of(&url);
    let ids = roster::prepare(&*tenant);
    let ((), import) = seconds(|| roster::import(&*tenant, &ids, &file));
    drop(tenant);
    let empty = server::create(&cluster, "again");
    drop(server::tenant_of(&empty));
    let folder = cluster.data();
    [import, raw::copied(&cluster, "bench", "again", &folder)]
}
