//! The conformance suite, in memory.

use rollbook_contract::Fixture;
use rollbook_memory::MemoryStore;

fn fixture() -> Fixture {
    Fixture::new(MemoryStore::new())
}

rollbook_contract::contract_tests!(fixture());

#[test]
fn random_commands_answer_alike_twice_and_their_log_folds_to_the_records() {
    rollbook_contract::state_machine(fixture, fixture);
}

/// REG-38, REG-39, Q-04, N77
#[test]
#[ignore = "tries millions of interleavings, optimized for a quarter of an hour; run it with --ignored before a release"]
fn all_six_who_act_on_one_seat_leave_one_holder_at_most_in_every_interleaving() {
    let tried = rollbook_contract::seat_model::seat_model(fixture, 6);
    assert!(tried > 2 * 518_400, "{tried} interleavings are too few to be all");
}
