//! An access check through the port and a raw point read, followed over time.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a measurement that cannot be made stops the run")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use pollster::block_on;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::port::{AccessLookup, CustomerKey, Store as _, SubjectKey};
use rollbook_domain::settings::TenantId;
use rollbook_domain::text::Code;
use rollbook_domain::verdict::{View, decide};
use rollbook_sqlite::{SqliteOptions, SqliteStore};
use rollbook_workload::roster;

const LEARNERS: usize = 5_000;

fn access_check(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rollbook.db");
    let tenant = SqliteStore::create(&path, &SqliteOptions::default()).unwrap().tenant(&TenantId::default());
    let ids = roster::prepare(&*tenant);
    roster::import(&*tenant, &ids, &roster::file(2 * LEARNERS));
    let keys: Vec<CustomerKey> = (0..LEARNERS)
        .map(|learner| EmailAddress::parse(&format!("learner.{learner}@example.org")).unwrap())
        .map(|email| CustomerKey::Email(email.key()))
        .collect();
    let subject = SubjectKey::ItemCode(Code::parse("I7").unwrap());
    let mut turn = 0;
    criterion.bench_function("access check by email, 10,000 grants", |bencher| {
        bencher.iter(|| {
            turn = (turn + 997) % LEARNERS;
            let found = block_on(tenant.access_facts(&keys[turn], &subject)).unwrap();
            let AccessLookup::Found(facts) = found else { panic!("{found:?}") };
            black_box(decide(&facts, View::Content, roster::now()))
        });
    });
}

criterion_group!(benches, access_check);
criterion_main!(benches);
