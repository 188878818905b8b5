//! The conformance suite, in memory.

use rollbook_contract::Fixture;
use rollbook_memory::MemoryStore;

rollbook_contract::contract_tests!(Fixture::new(MemoryStore::new()));
