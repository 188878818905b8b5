//! F14: a primary whose synchronous standby dies.

use std::time::Duration;

use rollbook_faults::history::Outcome;
use rollbook_servers::{Cluster, Stop};

use crate::f12_failover::{SIZE, storm};
use crate::server::Server;
use crate::stage::{is_right, times};
use crate::waiting::{let_pass, now, wait_until};

/// I3
#[test]
fn without_its_standby_a_primary_acknowledges_nothing_and_goes_on_when_it_is_back() {
    standby_dies(1);
}

/// I3
#[test]
#[ignore = "50 times two servers take minutes; `cargo xtask faults f14` runs them"]
fn without_its_standby_a_primary_acknowledges_nothing_and_goes_on_50_times() {
    standby_dies(times(50));
}

fn standby_dies(count: usize) {
    let primary = Server::durable();
    let stage = primary.stage(SIZE);
    let standby = Cluster::standby_of(&primary.cluster).unwrap();
    // The server's own limit for a statement passes while the COMMIT waits: it must not make an answer of it.
    let limits = ["--statement-timeout", "1000", "--commit-timeout", "3000"];
    let mut drivers = storm(&stage, &primary.url(), &limits);
    for _ in 0..count {
        stage.wait_for_writes(20, now());
        standby.stop(Stop::Immediate).unwrap();
        let alone = now();
        let is_told = || {
            stage.operations().iter().any(|act| {
                act.asked_at > alone
                    && matches!(act.outcome, Outcome::Unknown { .. } | Outcome::Unavailable { .. })
            })
        };
        wait_until("clients are told that it is not known or does not go", is_told);
        let_pass(Duration::from_secs(2));
        let nothing_is_acknowledged = || {
            let acknowledged = stage.acknowledged_since(alone);
            assert_eq!(acknowledged, 0, "a write that is on one machine alone was acknowledged");
        };
        nothing_is_acknowledged();
        // What waited for the standby is there to be seen afterwards.
        primary.cluster.restart(Stop::Immediate).unwrap();
        let_pass(Duration::from_secs(4));
        nothing_is_acknowledged();
        standby.start().unwrap();
        stage.wait_for_writes(20, now());
    }
    for driver in &mut drivers {
        assert!(driver.end().success());
    }
    is_right(&format!("F14, the standby died {count} times"), &stage.findings());
    primary.is_sound();
}
