//! F17: callers that go away at every point at which they wait.

use rollbook_faults::driver::Size;
use rollbook_faults::history::Outcome;

use crate::driving::Driver;
use crate::server::{Server, logged};
use crate::stage::{is_right, times};

const CLIENTS: usize = 16;

/// I4, I10
#[test]
fn callers_that_go_away_at_every_wait_leave_no_transaction_and_take_no_connection_along() {
    abandoned(60);
}

/// I4, I10
#[test]
#[ignore = "1,000,000 acts take hours; `cargo xtask faults f17` runs them"]
fn callers_that_go_away_1_000_000_times_leave_no_transaction_and_take_no_connection_along() {
    abandoned(times(1_000_000) / 10);
}

fn abandoned(acts: usize) {
    let server = Server::fast();
    let stage = server.stage(Size { pools: 20, seats: 20, people: 100 });
    let acts = acts.to_string();
    // With one connection, one that is lost is the last.
    let mut drivers = ["1", "4"].map(|connections| {
        let more = ["--abandon", "--acts", &acts, "--connections", connections, "--seed", connections];
        Driver::start(&stage, &stage.url, "storm", CLIENTS, &more)
    });
    for driver in &mut drivers {
        assert!(driver.ended().success(), "a store that callers went away from does not answer any more");
    }
    let gone = stage.operations().iter().filter(|act| act.outcome == Outcome::Abandoned).count();
    println!("F17: callers went away {gone} times");
    assert!(gone > 0, "nobody went away");
    // The server ends a transaction in which nothing was asked for ten seconds, and says so.
    assert_eq!(logged(&server.cluster, "25P03"), Vec::<String>::new(), "transactions were left open");
    is_right("F17", &stage.findings());
    server.is_sound();
}
