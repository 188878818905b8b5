//! F11: the server crashes and starts again under load.

use std::time::Duration;

use rollbook_faults::driver::{Random, Size};
use rollbook_servers::Stop;

use crate::driving::Driver;
use crate::server::Server;
use crate::stage::{is_right, times};
use crate::waiting::{let_pass, now};

/// I1 to I5, I9
#[test]
fn a_server_that_crashes_under_load_loses_nothing_that_was_acknowledged() {
    restarts(1);
}

/// I1 to I5, I9
#[test]
#[ignore = "300 crashes take a quarter of an hour; `cargo xtask faults f11` runs them"]
fn a_server_that_crashes_300_times_under_load_loses_nothing_that_was_acknowledged() {
    restarts(times(300));
}

fn restarts(count: usize) {
    let server = Server::durable();
    let stage = server.stage(Size { pools: 20, seats: 20, people: 100 });
    let mut random = Random::new(11);
    let mut drivers: Vec<Driver> = (0..2_u64)
        .map(|seed| Driver::start(&stage, &stage.url, "storm", 8, &["--seed", &seed.to_string()]))
        .collect();
    let mut recoveries = Vec::new();
    for _ in 0..count {
        stage.wait_for_writes(20, now());
        let_pass(Duration::from_millis(random.below(500)));
        server.cluster.restart(Stop::Immediate).unwrap();
        let up = now();
        stage.wait_for_writes(1, up);
        recoveries.push(stage.first_write_after(up));
    }
    for driver in &mut drivers {
        assert!(driver.end().success());
    }
    recoveries.sort_unstable();
    let (median, worst) = (recoveries[recoveries.len() / 2], recoveries[recoveries.len() - 1]);
    println!("F11: {count} crashes; after the start the first write took {median:?}, at worst {worst:?}");
    is_right("F11", &stage.findings());
    server.is_sound();
}
