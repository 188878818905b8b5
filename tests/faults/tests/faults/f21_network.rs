//! F21: a network that is slow, breaks, or goes silent.

use std::time::Duration;

use rollbook_faults::driver::{Random, Size};
use rollbook_faults::proxy::{Passage, Proxy, Slowness};

use crate::driving::Driver;
use crate::server::{Server, url_by};
use crate::stage::{is_right, times};
use crate::waiting::{let_pass, now};

/// No caller may be kept waiting longer, in microseconds, whatever the network does.
const LONGEST: i64 = 60_000_000;

/// I1 to I5, I10
#[test]
fn a_network_that_breaks_and_goes_silent_costs_no_acknowledged_write_and_holds_nobody_for_ever() {
    breaks(1, Duration::from_millis(700));
}

/// I1 to I5, I10
#[test]
#[ignore = "100 rounds of eight faults take an hour; `cargo xtask faults f21` runs them"]
fn a_network_that_breaks_800_times_costs_no_acknowledged_write_and_holds_nobody_for_ever() {
    breaks(times(100), Duration::from_secs(5));
}

fn breaks(rounds: usize, silence: Duration) {
    let server = Server::fast();
    let stage = server.stage(Size { pools: 20, seats: 20, people: 100 });
    let proxy = Proxy::start(server.cluster.port()).unwrap();
    let mut random = Random::new(21);
    let limits = ["--statement-timeout", "2000", "--commit-timeout", "2000"];
    let mut driver = Driver::start(&stage, &url_by(proxy.port()), "storm", 16, &limits);
    let heals = |what: &str| {
        let healed = now();
        stage.wait_for_writes(10, healed);
        println!("F21, {what}: the first write came {:?} after", stage.first_write_after(healed));
    };
    for _ in 0..rounds {
        stage.wait_for_writes(10, now());
        let (delay, jitter) = (Duration::from_millis(200), Duration::from_millis(200));
        proxy.slow_down(Slowness { delay, jitter, bytes_per_second: 0 });
        let_pass(silence);
        proxy.slow_down(Slowness::default());
        heals("300 ms of delay, more or less");

        proxy.slow_down(Slowness { bytes_per_second: 8_000, ..Slowness::default() });
        let_pass(silence);
        proxy.slow_down(Slowness::default());
        heals("64 kbit/s");

        for _ in 0..5 {
            proxy.cut();
            let_pass(Duration::from_millis(random.below(200)));
        }
        heals("five resets");

        for (passage, what) in [
            (Passage::Nothing, "silence both ways"),
            (Passage::ToServer, "silence from the server"),
            (Passage::ToClient, "silence from the client"),
        ] {
            proxy.pass(passage);
            let_pass(silence);
            proxy.pass(Passage::Both);
            heals(what);
        }

        proxy.refuse(true);
        proxy.cut();
        let_pass(silence);
        proxy.refuse(false);
        heals("a server that refuses");

        proxy.lose_server();
        heals("a server that is gone without a word");
    }
    assert!(driver.end().success());
    let longest = stage.longest_act();
    println!("F21: {rounds} rounds; the longest act took {} ms", longest / 1000);
    assert!(longest < LONGEST, "a caller waited for {longest} us");
    is_right("F21", &stage.findings());
    server.is_sound();
}
