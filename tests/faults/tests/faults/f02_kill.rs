//! F02: instances killed in a storm of clients.

use std::time::Duration;

use rollbook_faults::driver::{Random, Size};

use crate::driving::Driver;
use crate::server::Server;
use crate::stage::{is_right, times};
use crate::waiting::{let_pass, now};

const INSTANCES: usize = 2;
const CLIENTS: usize = 16;

/// I1 to I5, I10
#[test]
fn instances_killed_in_a_storm_leave_every_write_whole_or_absent() {
    kills(3);
}

/// I1 to I5, I10
#[test]
#[ignore = "2,000 kills take more than half an hour; `cargo xtask faults f02` runs them"]
fn instances_killed_2_000_times_in_a_storm_leave_every_write_whole_or_absent() {
    kills(times(2_000));
}

fn kills(kills: usize) {
    let server = Server::fast();
    let stage = server.stage(Size { pools: 20, seats: 20, people: 100 });
    let mut random = Random::new(2);
    let start =
        |number: usize| Driver::start(&stage, &stage.url, "storm", CLIENTS, &["--seed", &number.to_string()]);
    let mut drivers: Vec<Driver> = (0..INSTANCES).map(start).collect();
    for kill in 0..kills {
        stage.wait_for_writes(5, now());
        let_pass(Duration::from_millis(random.below(500)));
        let driver = &mut drivers[kill % INSTANCES];
        driver.kill();
        *driver = start(INSTANCES + kill);
    }
    stage.wait_for_writes(5, now());
    for driver in &mut drivers {
        assert!(driver.end().success());
    }
    is_right(&format!("F02, {kills} kills"), &stage.findings());
    server.is_sound();
}
