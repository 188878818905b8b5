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
