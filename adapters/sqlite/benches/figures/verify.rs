//! Verifying a log from its first event to its last.

use std::time::Instant;

use pollster::block_on;
use rollbook_application::Desk;
use rollbook_application::audit::verify_log;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::settings::TenantId;
use rollbook_sqlite::SqliteOptions;
use rollbook_workload::roster::{self, Noon};

use crate::tenant_in;

const ROUNDS: usize = 3;

/// Prints the table; each log is a roster's of at least so many events.
pub(crate) fn report(sizes: &[usize]) {
    println!("| events | verified in | a million events |");
    println!("| ---: | ---: | ---: |");
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        let tenant = tenant_in(&folder.path().join("rollbook.db"), &SqliteOptions::default());
        let ids = roster::prepare(&*tenant);
        // A row comes to three events or more.
        roster::import(&*tenant, &ids, &roster::file(size.div_ceil(3)));
        let actor = Actor::administrator("bench", Channel::Library);
        let desk = Desk { store: &*tenant, clock: &Noon, ids: &ids, actor };
        let mut seconds: Vec<f64> = Vec::new();
        let mut events = 0;
        for _ in 0..ROUNDS {
            let began = Instant::now();
            let verified = block_on(verify_log(&desk, &TenantId::default(), &[], |_| ())).unwrap().unwrap();
            seconds.push(began.elapsed().as_secs_f64());
            events = verified.head.sequence;
        }
        seconds.sort_by(f64::total_cmp);
        let median = seconds[ROUNDS / 2];
        println!("| {events} | {median:.2} s | {:.2} s |", median * 1e6 / events as f64);
    }
}
