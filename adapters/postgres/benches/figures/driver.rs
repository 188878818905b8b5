//! The deeds of `pgbench` by the driver that the store uses, so that what a driver costs can be told from what a store costs.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rollbook_servers::Cluster;
use rollbook_workload::machine::Dice;
use sqlx::{Connection as _, Executor as _, PgConnection};

use crate::pgbench::{ACCOUNTS, Deed};

/// How many transactions a second there are.
pub(crate) fn transactions(cluster: &Cluster, deed: Deed, clients: usize, seconds: u64) -> f64 {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (over, done) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (over, done) = (&*Box::leak(Box::new(over)), &*Box::leak(Box::new(done)));
    let url = cluster.url("bench_raw");
    runtime.block_on(async move {
        let mut connections = Vec::new();
        for _ in 0..clients {
            connections.push(PgConnection::connect(&url).await.unwrap());
        }
        let start = Instant::now();
        let tasks: Vec<_> = connections
            .into_iter()
            .enumerate()
            .map(|(client, mut connection)| {
                tokio::spawn(async move {
                    let mut dice = Dice(client as u64 + 7);
                    while !over.load(Ordering::Relaxed) {
                        act(&mut connection, deed, &mut dice).await;
                        done.fetch_add(1, Ordering::Relaxed);
                    }
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        over.store(true, Ordering::Relaxed);
        for task in tasks {
            task.await.unwrap();
        }
        done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
    })
}

async fn act(connection: &mut PgConnection, deed: Deed, dice: &mut Dice) {
    let account = i32::try_from(1 + dice.below(ACCOUNTS)).unwrap();
    let select = sqlx::query("SELECT abalance FROM pgbench_accounts WHERE aid = $1").bind(account);
    match deed {
        Deed::PointSelect => drop(connection.fetch_one(select).await.unwrap()),
        Deed::SimpleUpdate => {
            let update = "UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2";
            let insert = "INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) \
                          VALUES ($1, $2, $3, $4, CURRENT_TIMESTAMP)";
            connection.execute(sqlx::raw_sql("BEGIN")).await.unwrap();
            connection.execute(sqlx::query(update).bind(7).bind(account)).await.unwrap();
            drop(connection.fetch_one(select).await.unwrap());
            connection.execute(sqlx::query(insert).bind(1).bind(1).bind(account).bind(7)).await.unwrap();
            connection.execute(sqlx::raw_sql("COMMIT")).await.unwrap();
        }
    }
}
