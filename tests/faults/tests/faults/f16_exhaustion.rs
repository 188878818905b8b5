//! F16: all connections are in use.

use std::time::Duration;

use rollbook_faults::driver::Size;
use rollbook_faults::history::{Operation, Outcome};

use crate::driving::Driver;
use crate::holding::Holding;
use crate::server::Server;
use crate::stage::{is_right, times};
use crate::waiting::{let_pass, now, wait_until};

/// Longer than any client may be kept waiting: for a connection, then for statements that do not get on.
const LONGEST: i64 = 30_000_000;

/// I10, Unavailable
#[test]
fn without_a_free_connection_callers_are_told_so_and_all_goes_on_afterwards() {
    exhausted(1, Duration::from_secs(1));
}

/// I10
#[test]
#[ignore = "200 times 15 seconds take most of an hour; `cargo xtask faults f16` runs them"]
fn without_a_free_connection_callers_are_told_so_200_times_and_all_goes_on_afterwards() {
    exhausted(times(200), Duration::from_secs(8));
}

fn exhausted(count: usize, hold: Duration) {
    let server = Server::fast();
    let stage = server.stage(Size { pools: 20, seats: 20, people: 100 });
    let mut driver = Driver::start(&stage, &stage.url, "storm", 32, &["--connections", "4"]);
    let mut recoveries = Vec::new();
    for _ in 0..count {
        stage.wait_for_writes(20, now());
        let begun = now();
        let holding = Holding::of(&server, "LOCK TABLE seats IN ACCESS EXCLUSIVE MODE");
        let is_told = |act: &Operation| {
            let is_of_pool = |why: &str| why.contains("all connections");
            act.asked_at > begun && matches!(&act.outcome, Outcome::Unavailable { why } if is_of_pool(why))
        };
        wait_until("callers hear that all connections are in use", || stage.operations().iter().any(is_told));
        let_pass(hold);
        drop(holding);
        let free = now();
        stage.wait_for_writes(1, free);
        recoveries.push(stage.first_write_after(free));
    }
    assert!(driver.end().success());
    let longest = stage.longest_act();
    assert!(longest < LONGEST, "a caller waited for {longest} us");
    recoveries.sort_unstable();
    let worst = recoveries[recoveries.len() - 1];
    println!(
        "F16: {count} times; the longest wait was {} ms, the first write came {worst:?} after the end",
        longest / 1000
    );
    is_right("F16", &stage.findings());
    server.is_sound();
}
