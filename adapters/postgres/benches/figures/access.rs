//! Access checks over a pool of connections, and `pgbench`'s point selects on the same server.

use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rollbook_domain::email::EmailAddress;
use rollbook_domain::port::{AccessLookup, CustomerKey, Store as _, SubjectKey, TenantStore};
use rollbook_domain::settings::TenantId;
use rollbook_domain::text::Code;
use rollbook_domain::verdict::{View, decide};
use rollbook_workload::machine::{Dice, median};
use rollbook_workload::roster;
use tokio::runtime::Runtime;

use crate::{driver, fill, pgbench, server};

pub(crate) const SECONDS: u64 = 5;
const RUNS: usize = 5;
/// Those of `pgbench`, and the connections of the store's pool.
const CONNECTIONS: usize = 8;
/// Whoever asks over the pool: one for each connection, and more than there are connections.
const ASKERS: [usize; 2] = [CONNECTIONS, 32];

/// Prints the table.
pub(crate) fn report(sizes: &[usize], time: u64) {
    println!(
        "| grants | clients | checks a second | for one check | `pgbench` | times that | this driver | times that |"
    );
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for grants in sizes {
        let cluster = server::start();
        pgbench::prepare(&cluster);
        let url = server::create(&cluster, "bench");
        let tenant = server::tenant_of(&url);
        roster::prepare(&*tenant);
        fill::grants(&cluster, "bench", *grants);
        // As a server does, whose store shares its runtime.
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let tenant = server::store_on(&runtime, &url).tenant(&TenantId::default());
        checks(&runtime, &tenant, (CONNECTIONS, grants / 2), time);
        let deed = pgbench::Deed::PointSelect;
        let runs: Vec<[f64; 4]> = (0..RUNS)
            .map(|_| {
                let [few, many] =
                    ASKERS.map(|clients| checks(&runtime, &tenant, (clients, grants / 2), time));
                let raw = pgbench::transactions(&cluster, deed, CONNECTIONS, time);
                [few, many, raw, driver::transactions(&cluster, deed, CONNECTIONS, time)]
            })
            .collect();
        for (place, clients) in ASKERS.into_iter().enumerate() {
            let middle = |figure: &dyn Fn(&[f64; 4]) -> f64| median(runs.iter().map(figure).collect());
            let rate = middle(&|run| run[place]);
            let (raw, ratio) = (middle(&|run| run[2]), middle(&|run| run[2] / run[place]));
            let (same, same_ratio) = (middle(&|run| run[3]), middle(&|run| run[3] / run[place]));
            println!(
                "| {grants} | {clients} | {rate:.0} | {:.0} us | {raw:.0} | {ratio:.2} | {same:.0} | {same_ratio:.2} |",
                1e6 / rate
            );
        }
    }
}

/// How many checks a second so many clients get answered, who are tasks of one runtime as those of a server are.
fn checks(
    runtime: &Runtime,
    tenant: &Arc<dyn TenantStore>,
    (clients, learners): (usize, usize),
    time: u64,
) -> f64 {
    let (over, done) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
    let start = Instant::now();
    let clients: Vec<_> = (0..clients)
        .map(|client| {
            let (tenant, over, done) = (Arc::clone(tenant), Arc::clone(&over), Arc::clone(&done));
            runtime.spawn(async move {
                let mut dice = Dice(client as u64 + 7);
                while !over.load(Ordering::Relaxed) {
                    let email = format!("many.{}@example.org", 1 + dice.below(learners));
                    let customer = CustomerKey::Email(EmailAddress::parse(&email).unwrap().key());
                    let code = Code::parse(&format!("I{}", dice.below(roster::COURSES))).unwrap();
                    let found = tenant.access_facts(&customer, &SubjectKey::ItemCode(code)).await.unwrap();
                    let AccessLookup::Found(facts) = found else { panic!("{found:?}") };
                    black_box(decide(&facts, View::Content, roster::now()));
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    runtime.block_on(async {
        tokio::time::sleep(Duration::from_secs(time)).await;
        over.store(true, Ordering::Relaxed);
        for client in clients {
            client.await.unwrap();
        }
    });
    done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}
