//! What `pgbench` does on the same server.

use std::process::Command;

use rollbook_servers::Cluster;

/// How large its tables are: 100,000 accounts for each.
const SCALE: &str = "10";

/// How many accounts that makes.
pub(crate) const ACCOUNTS: usize = 1_000_000;

/// Fills the database that [`transactions`] works on.
pub(crate) fn prepare(cluster: &Cluster) {
    super::server::create(cluster, "bench_raw");
    run(cluster, &["--initialize", "--quiet", "--scale", SCALE]);
}

/// What is done again and again.
#[derive(Clone, Copy)]
pub(crate) enum Deed {
    /// One account is read by its number.
    PointSelect,
    /// One account is changed and read, and a row of history written.
    SimpleUpdate,
}

/// How many transactions a second there are.
pub(crate) fn transactions(cluster: &Cluster, deed: Deed, clients: usize, seconds: u64) -> f64 {
    let (clients, seconds) = (clients.to_string(), seconds.to_string());
    let deed = match deed {
        Deed::PointSelect => "--select-only",
        Deed::SimpleUpdate => "--skip-some-updates",
    };
    let told = run(
        cluster,
        &[
            deed,
            "--protocol",
            "prepared",
            "--no-vacuum",
            "--client",
            &clients,
            "--jobs",
            "2",
            "--time",
            &seconds,
        ],
    );
    let line = told.lines().find(|line| line.starts_with("tps")).unwrap_or_else(|| panic!("{told}"));
    line.split_whitespace().nth(2).unwrap().parse().unwrap()
}

fn run(cluster: &Cluster, words: &[&str]) -> String {
    let program = cluster.binaries().program("pgbench");
    let output = Command::new(program).args(words).arg(cluster.url("bench_raw")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}
