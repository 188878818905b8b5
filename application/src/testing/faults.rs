//! What every use case must stand: outages at each step, and others who are always faster.

use rollbook_domain::port::StoreError;

use super::Room;
use super::world::{Fault, world};
use crate::{Desk, Failure};

/// A use case with its arguments.
pub(crate) type Act = fn(&Desk<'_>) -> Result<(), Failure>;

fn attempt(act: Act, fault: Fault) -> (Result<(), Failure>, usize, usize, usize) {
    let (ports, tally) = world(fault);
    let room = Room::with(ports);
    let result = act(&room.desk());
    (result, tally.calls(), tally.commits(), tally.done())
}

/// The act succeeds with one commit; an outage at any of its calls ends it, with nothing committed.
pub(crate) fn an_outage_at_each_step_ends_it(name: &str, act: Act) {
    let (result, calls, _, done) = attempt(act, Fault::Nothing);
    assert!(result.is_ok(), "{name}: {result:?}");
    assert_eq!(done, 1, "{name} is one commit");
    for step in 0..calls {
        let (result, reached, _, done) = attempt(act, Fault::OutageAt(step));
        let is_outage = matches!(&result, Err(Failure::Store(StoreError::Unavailable(_))));
        assert!(is_outage, "{name}, outage at step {step}: {result:?}");
        assert_eq!((reached, done), (step + 1, 0), "{name} goes on after an outage at step {step}");
    }
}

/// The act starts over while others are faster, and gives up after a bounded number of tries.
pub(crate) fn conflicts_are_tried_again_and_then_given_up(name: &str, act: Act) {
    let (result, _, commits, done) = attempt(act, Fault::MovedTimes(15));
    assert!(result.is_ok(), "{name} gave up too early: {result:?}");
    assert_eq!((commits, done), (16, 1), "{name}");
    let (result, _, commits, done) = attempt(act, Fault::AlwaysMoved);
    assert!(matches!(result, Err(Failure::Conflict(_))), "{name}: {result:?}");
    assert_eq!((commits, done), (16, 0), "{name}");
}
