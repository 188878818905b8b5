//! F05: instances asked to end under load.

use std::time::Duration;

use rollbook_faults::driver::{Random, Size};
use rollbook_faults::history::Outcome;

use crate::driving::Driver;
use crate::server::Server;
use crate::stage::{is_right, times};
use crate::waiting::{let_pass, now};

/// The longest that an instance may take to end, in microseconds.
const LONGEST: i64 = 10_000_000;

/// I3, I4
#[test]
fn an_instance_asked_to_end_under_load_answers_what_it_was_asked_and_ends() {
    ends(1);
}

/// I3, I4
#[test]
#[ignore = "300 ends take minutes; `cargo xtask faults f05` runs them"]
fn an_instance_asked_300_times_to_end_under_load_answers_what_it_was_asked_and_ends() {
    ends(times(300));
}

fn ends(count: usize) {
    let server = Server::fast();
    let stage = server.stage(Size { pools: 20, seats: 20, people: 100 });
    let mut random = Random::new(5);
    let mut longest = 0;
    for number in 0..count {
        let mut driver = Driver::start(&stage, &stage.url, "storm", 32, &["--seed", &number.to_string()]);
        stage.wait_for_writes(5, now());
        let_pass(Duration::from_millis(random.below(300)));
        let asked = now();
        assert!(driver.end().success());
        longest = longest.max(now() - asked);
    }
    assert!(longest < LONGEST, "{longest} us to end");
    let cut_off = stage.operations().iter().filter(|act| act.outcome == Outcome::Abandoned).count();
    assert_eq!(cut_off, 0, "acts without an answer");
    println!("F05: {count} ends, the longest took {} ms", longest / 1000);
    is_right("F05", &stage.findings());
    server.is_sound();
}
