//! Access checks through the port, against a raw point read by an index on the same file.

use std::hint::black_box;
use std::path::Path;

use pollster::block_on;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{
    AccessLookup, CustomerKey, CustomerQuery, PageRequest, Store, SubjectKey, TenantStore,
};
use rollbook_domain::settings::TenantId;
use rollbook_domain::text::Code;
use rollbook_domain::verdict::{View, decide};
use rollbook_sqlite::{SqliteOptions, SqliteStore};
use rollbook_workload::machine::{Dice, median, samples};
use rollbook_workload::roster;
use rusqlite::{Connection, OpenFlags, params};

use crate::tenant_in;

const CALLS: usize = 50_000;
const RUNS: usize = 5;

/// Prints the table.
pub(crate) fn report(sizes: &[usize], options: &SqliteOptions) {
    println!(
        "| grants | check, median | check, p99 | point read, median | point read, p99 | ratio of medians | ratio of p99 |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for grants in sizes {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rollbook.db");
        let tenant = tenant_in(&path, options);
        let ids = roster::prepare(&*tenant);
        roster::import(&*tenant, &ids, &roster::file(*grants));
        drop(tenant);
        let runs: Vec<[f64; 4]> = (0..RUNS).map(|_| measure(&path, options)).collect();
        let middle = |figure: fn(&[f64; 4]) -> f64| median(runs.iter().map(figure).collect());
        println!(
            "| {grants} | {:.1} us | {:.1} us | {:.1} us | {:.1} us | {:.2} | {:.2} |",
            middle(|run| run[0]),
            middle(|run| run[1]),
            middle(|run| run[2]),
            middle(|run| run[3]),
            middle(|run| run[0] / run[2]),
            middle(|run| run[1] / run[3]),
        );
    }
}

fn measure(path: &Path, options: &SqliteOptions) -> [f64; 4] {
    let store = SqliteStore::open(path, options).unwrap();
    let tenant = store.tenant(&TenantId::default());
    let customers = customers(&*tenant);
    let codes: Vec<Code> =
        (0..roster::COURSES).map(|number| Code::parse(&format!("I{number}")).unwrap()).collect();
    // So often that the pages that are asked for stand in the cache as they do in a server that runs.
    let warm_up = CALLS.max(customers.len() / 2);
    let mut dice = Dice(7);
    let mut check = |_| {
        let customer = CustomerKey::Id(customers[dice.below(customers.len())]);
        let subject = SubjectKey::ItemCode(codes[dice.below(codes.len())].clone());
        let found = block_on(tenant.access_facts(&customer, &subject)).unwrap();
        let AccessLookup::Found(facts) = found else { panic!("{found:?}") };
        black_box(decide(&facts, View::Content, roster::now()));
    };
    samples(warm_up, &mut check);
    let checks = samples(CALLS, &mut check);

    let raw =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .unwrap();
    let cache = options.reader_cache_kib;
    raw.execute_batch(&format!("PRAGMA cache_size = -{cache}")).unwrap();
    let mut statement =
        raw.prepare("SELECT revision, status FROM customers WHERE tenant_no = ?1 AND id = ?2").unwrap();
    let mut dice = Dice(7);
    let mut read = |_| {
        let id = customers[dice.below(customers.len())];
        dice.below(codes.len());
        let row: (i64, String) = statement
            .query_row(params![1, id.as_uuid().as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap();
        black_box(row);
    };
    samples(warm_up, &mut read);
    let reads = samples(CALLS, &mut read);
    [checks.percentile(50), checks.percentile(99), reads.percentile(50), reads.percentile(99)]
}

fn customers(tenant: &dyn TenantStore) -> Vec<CustomerId> {
    let (query, page) = (CustomerQuery::default(), PageRequest::everything());
    let everybody = block_on(tenant.list_customers(&query, &page)).unwrap();
    everybody.items.into_iter().map(|summary| summary.id).collect()
}
