//! Buying seats, giving them out, taking them back and inviting to them, and `UNNEST` of the same rows.

use rollbook_domain::port::Store as _;
use rollbook_domain::settings::TenantId;
use rollbook_memory::MemoryStore;
use rollbook_workload::machine::{median, seconds};
use rollbook_workload::office::{DEEDS, Office, file};

use crate::{raw, server};

const RUNS: usize = 3;

/// Prints the table.
pub(crate) fn report(sizes: &[usize]) {
    println!("| seats | what | taken | a second | for a seat | rows new, changed | raw | ratio |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for size in sizes {
        let runs: Vec<Vec<(f64, raw::Rewritten)>> = (0..RUNS).map(|_| run(*size)).collect();
        for (place, deed) in DEEDS.iter().enumerate() {
            let middle = |figure: fn(&(f64, raw::Rewritten)) -> f64| {
                median(runs.iter().map(|run| figure(&run[place])).collect())
            };
            let (taken, raw) = (middle(|run| run.0), middle(|run| run.1.seconds));
            let ratio = middle(|run| run.0 / run.1.seconds);
            let rows = &runs[0][place].1;
            let (rate, each) = (*size as f64 / taken, taken / *size as f64 * 1e6);
            println!(
                "| {size} | {} | {taken:.3} s | {rate:.0} | {each:.0} us | {}, {} | {raw:.3} s | {ratio:.2} |",
                deed.name(),
                rows.inserted,
                rows.changed
            );
        }
    }
}

/// Does everything once in a new database.
fn run(size: usize) -> Vec<(f64, raw::Rewritten)> {
    let cluster = server::start();
    let url = server::create(&cluster, "bench");
    let mut office = Office::open(server::tenant_of(&url));
    let mut figures = Vec::new();
    for deed in DEEDS {
        let file = file(deed, size);
        // A database is copied while nobody is connected to it.
        office = office.moved_to(MemoryStore::new().tenant(&TenantId::default()));
        server::copy(&cluster, "bench", "before");
        office = office.moved_to(server::tenant_of(&url));
        let ((), taken) = seconds(|| office.act(deed, size, &file));
        let folder = cluster.data();
        figures.push((taken, raw::rewritten(&cluster, "before", "bench", &folder)));
        server::drop_database(&cluster, "before");
    }
    figures
}
