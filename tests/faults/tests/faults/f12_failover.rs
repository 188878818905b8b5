//! F12 and F13: a primary with a synchronous standby, behind our proxy.

use std::time::Duration;

use rollbook_faults::checker::Until;
use rollbook_faults::driver::Size;
use rollbook_faults::history::Outcome;
use rollbook_faults::proxy::Proxy;
use rollbook_servers::Cluster;

use crate::driving::Driver;
use crate::server::{Server, is_sound, url_by};
use crate::stage::{Stage, is_right, times};
use crate::waiting::now;

/// The longest that may pass from the primary's death to the first write that the standby acknowledged.
const LONGEST_AWAY: Duration = Duration::from_secs(10);

pub(crate) const SIZE: Size = Size { pools: 20, seats: 20, people: 100 };

/// I1 to I5, I9
#[test]
fn a_standby_that_takes_over_has_everything_that_was_acknowledged() {
    fails_over(1);
}

/// I1 to I5, I9
#[test]
#[ignore = "200 times two servers take more than an hour; `cargo xtask faults f12` runs them"]
fn a_standby_that_takes_over_200_times_has_everything_that_was_acknowledged() {
    fails_over(times(200));
}

fn fails_over(count: usize) {
    let mut recoveries = Vec::new();
    for _ in 0..count {
        let primary = Server::durable();
        let stage = primary.stage(SIZE);
        let standby = Cluster::standby_of(&primary.cluster).unwrap();
        let proxy = Proxy::start(primary.cluster.port()).unwrap();
        let mut drivers = storm(&stage, &url_by(proxy.port()), &[]);
        stage.wait_for_writes(50, now());

        primary.cluster.kill().unwrap();
        let dead = now();
        // Whoever comes before it is promoted finds a server that only reads.
        proxy.lead_to(standby.port());
        standby.promote().unwrap();
        let promoted = now();
        stage.wait_for_writes(50, promoted);
        let took = stage.first_write_after(dead);
        assert!(took < LONGEST_AWAY, "writes were acknowledged again only after {took:?}");
        recoveries.push(took);
        for driver in &mut drivers {
            assert!(driver.end().success());
        }
        let findings = stage.findings_in(&url_by(standby.port()), Until::TheEnd);
        is_right(&format!("F12, back {took:?} after the primary was dead"), &findings);
        is_sound(&standby, "rollbook");
        old_primary_acknowledges_nothing(&primary, &stage, &standby);
    }
    recoveries.sort_unstable();
    let (median, worst) = (recoveries[count / 2], recoveries[count - 1]);
    println!(
        "F12: {count} take-overs; from the primary's death to the first write {median:?}, at worst {worst:?}"
    );
}

/// F13: the old primary comes back as it was. It waits for a standby that follows another now, so it acknowledges nothing.
fn old_primary_acknowledges_nothing(primary: &Server, stage: &Stage, standby: &Cluster) {
    primary.cluster.start().unwrap();
    let begun = now();
    let mut instance =
        Driver::start(stage, &primary.url(), "storm", 4, &["--commit-timeout", "1000", "--acts", "3"]);
    assert!(instance.ended().success());
    let asked: Vec<_> = stage.operations().into_iter().filter(|act| act.asked_at > begun).collect();
    assert!(
        asked.iter().any(|act| matches!(act.outcome, Outcome::Unknown { .. })),
        "nobody waited in vain: {asked:?}"
    );
    assert_eq!(stage.acknowledged_since(begun), 0, "a primary without its standby acknowledged a write");
    // What it took in nevertheless is nowhere but there.
    is_right("F13", &stage.findings_in(&url_by(standby.port()), Until::TheEnd));
}

/// Two instances of eight clients each.
pub(crate) fn storm(stage: &Stage, url: &str, more: &[&str]) -> Vec<Driver> {
    let driver = |seed: &str| Driver::start(stage, url, "storm", 8, &[more, &["--seed", seed]].concat());
    vec![driver("1"), driver("2")]
}
