//! The state machine: random commands through the application, on two stores side by side.

mod access;
mod account;
mod audit;
mod catalogue;
mod command;
mod enrollment;
mod folded;
mod import;
mod learning;
mod look;
mod mail;
mod order;
mod organization;
mod pools;
mod retention;
mod sales_order;
mod seat;
mod seat_look;
mod transcript;
mod world;

use proptest::collection::vec;
use proptest::test_runner::{Config, TestRunner};

use crate::Fixture;
use crate::part::assert_parts_agree;
use crate::snapshot::Snapshot;
use command::{Command, prelude};
use world::World;

/// Fewer and longer than proptest's own measure: of its 256 cases, or as many as `PROPTEST_CASES` says, an eighth.
const SHARE_OF_CASES: u32 = 8;

/// Gives the same random commands at the same instants to two stores, and compares everything that can be seen.
///
/// What each command answers must be the same on both, refusals word for word; after it the two must show the same in
/// every record, list and log; and the log alone must fold to the records that the tried store holds.
///
/// # Panics
/// When the two differ, with the shortest list of commands that shows it.
pub fn state_machine(reference: impl Fn() -> Fixture, tried: impl Fn() -> Fixture) {
    let standard = Config::default();
    let config = Config {
        cases: (standard.cases / SHARE_OF_CASES).max(1),
        max_shrink_iters: 300,
        failure_persistence: None,
        ..standard
    };
    let commands = vec(Command::strategy(), 20..60);
    let outcome = TestRunner::new(config).run(&commands, |commands| {
        compare(&World::new(reference()), &World::new(tried()), &commands);
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
}

/// Runs both worlds in step.
fn compare(reference: &World, tried: &World, commands: &[Command]) {
    for (step, command) in prelude().iter().chain(commands).enumerate() {
        let when = format!("after step {step}, {command:?}");
        let (expected, answer) = (command.perform(reference), command.perform(tried));
        assert_eq!(answer, expected, "the answer {when}");
        if command.may_write() {
            let snapshot = Snapshot::of(&*tried.fixture.tenant);
            snapshot.assert_same_as(&Snapshot::of(&*reference.fixture.tenant), &when);
            folded::assert_the_log_folds_to_the_records(&snapshot, &when);
        }
    }
    look::assert_same_everywhere(reference, tried);
    assert_parts_agree(&*tried.fixture.tenant, &[7]);
}
