//! The conformance suite that every Rollbook store passes.
//!
//! A store's `tests/contract.rs` is one call, and every case becomes a test of its own:
//!
//! ```ignore
//! //! The conformance suite, on this store.
//!
//! use rollbook_contract::Fixture;
//!
//! fn fixture() -> Fixture {
//!     Fixture::new(MyStore::new())
//! }
//!
//! rollbook_contract::contract_tests!(fixture());
//!
//! #[test]
//! fn random_commands_come_to_the_same_as_in_memory() {
//!     rollbook_contract::state_machine(|| Fixture::new(MemoryStore::new()), fixture);
//! }
//! ```
//!
//! A store that needs something kept alive beside it, such as a temporary folder, comes with [`Fixture::holding`].
//!
//! A store with a SQL schema asserts beside it that the schema's lists are those of the domain:
//! [`assert_schema_has_the_words`].
//!
//! # What a case may do
//! - It is a private function of the file that its subject names, listed in the `cases!` of that file; one that is not
//!   listed does not compile. Its name is the sentence that the store promises.
//! - It gets an empty store with one tenant, and knows it by its ports alone: what no port shows is no promise.
//! - It says what a caller of the store would notice. Whatever depends on time it asks the domain, by the facts that the
//!   store returned, the microsecond before, at and after the boundary.
//! - After a refusal it compares everything there is to see with what was to be seen before.
//!
//! ```ignore
//! cases! { order:
//!     an_order_is_found_with_its_customer,
//! }
//!
//! fn an_order_is_found_with_its_customer(fixture: &Fixture) {
//!     let bundle = fixture.bundle("MATH");
//!     let ada = fixture.customer("ada@example.org");
//!     let given = fixture.give(ada, bundle, window(start(), None), start());
//!     let row = block_on(fixture.tenant.find_order(given.order)).unwrap().unwrap();
//!     assert_eq!(row.customer, ada);
//! }
//! ```

#![deny(dead_code)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "everything here is a test, though it is compiled as a library"
)]

mod cases;
mod erasure_facts;
mod facts;
mod fixture;
mod history;
mod machine;
mod schema_words;
mod seat_facts;
mod snapshot;
mod transcript_facts;
mod words;

pub mod access;
pub mod account_link;
pub mod activity;
pub mod audit;
pub mod bulk;
pub mod catalogue;
pub mod commit;
pub mod concurrency;
pub mod customer;
pub mod deletion;
pub mod enrollment;
pub mod erased_mail;
pub mod erased_seat;
pub mod erasure;
pub mod group;
pub mod impersonation;
pub mod import;
pub mod learning;
pub mod login;
pub mod mail_text;
pub mod order;
pub mod organization;
pub mod outbox;
pub mod paging;
pub mod part;
pub mod pool;
pub mod retention;
pub mod sales_order;
pub mod seat;
pub mod seat_model;
pub mod settings;
pub mod tenants;
pub mod time;
pub mod transcript;
pub mod unicode;
pub mod unique;

pub use fixture::Fixture;
pub use machine::state_machine;
pub use schema_words::assert_schema_has_the_words;

/// Makes a test of every case; the expression makes a [`Fixture`] with an empty store, once for each test.
#[macro_export]
macro_rules! contract_tests {
    ($fixture:expr) => {
        fn new_fixture() -> $crate::Fixture {
            $fixture
        }

        $crate::access!();
        $crate::account_link!();
        $crate::activity!();
        $crate::audit!();
        $crate::bulk!();
        $crate::catalogue!();
        $crate::commit!();
        $crate::concurrency!();
        $crate::customer!();
        $crate::deletion!();
        $crate::enrollment!();
        $crate::erased_mail!();
        $crate::erased_seat!();
        $crate::erasure!();
        $crate::group!();
        $crate::impersonation!();
        $crate::import!();
        $crate::learning!();
        $crate::login!();
        $crate::mail_text!();
        $crate::order!();
        $crate::organization!();
        $crate::outbox!();
        $crate::paging!();
        $crate::part!();
        $crate::pool!();
        $crate::retention!();
        $crate::sales_order!();
        $crate::seat!();
        $crate::seat_model!();
        $crate::settings!();
        $crate::tenants!();
        $crate::time!();
        $crate::transcript!();
        $crate::unicode!();
        $crate::unique!();
    };
}
