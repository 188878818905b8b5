//! The conformance suite that every Rollbook store passes.
//!
//! A store's `tests/contract.rs` is one call, and every case becomes a test of its own:
//!
//! ```ignore
//! //! The conformance suite, on this store.
//!
//! use rollbook_contract::Fixture;
//!
//! rollbook_contract::contract_tests!(Fixture::new(MyStore::new()));
//! ```
//!
//! A store that needs something kept alive beside it, such as a temporary folder, comes with [`Fixture::holding`].

#![deny(dead_code)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "everything here is a test, though it is compiled as a library"
)]

mod cases;
mod facts;
mod fixture;
mod history;
mod machine;
mod snapshot;
mod words;

pub mod access;
pub mod activity;
pub mod bulk;
pub mod catalogue;
pub mod commit;
pub mod concurrency;
pub mod customer;
pub mod enrollment;
pub mod group;
pub mod import;
pub mod order;
pub mod paging;
pub mod settings;
pub mod tenants;
pub mod time;
pub mod unicode;
pub mod unique;

pub use fixture::Fixture;
pub use machine::state_machine;

/// Makes a test of every case; the expression makes a [`Fixture`] with an empty store, once for each test.
#[macro_export]
macro_rules! contract_tests {
    ($fixture:expr) => {
        fn new_fixture() -> $crate::Fixture {
            $fixture
        }

        $crate::access!();
        $crate::activity!();
        $crate::bulk!();
        $crate::catalogue!();
        $crate::commit!();
        $crate::concurrency!();
        $crate::customer!();
        $crate::enrollment!();
        $crate::group!();
        $crate::import!();
        $crate::order!();
        $crate::paging!();
        $crate::settings!();
        $crate::tenants!();
        $crate::time!();
        $crate::unicode!();
        $crate::unique!();
    };
}
