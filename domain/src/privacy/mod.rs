//! What is known of a person: where it stands, how it is taken out, erased and deleted (GDPR-01 to GDPR-12).
//!
//! [`map`] names every column of every table once and says of each whether it is about a person, in which file of an
//! export it is shown, and what erasing does with it. Stores clear by it, exports are held against it, and a column
//! that it does not name fails the build.

mod delete;
mod erase;
pub mod map;
mod receipt;
mod replay;
pub mod retention;
mod tables;
#[cfg(test)]
mod tests;

pub use delete::{DeleteCustomerRefused, SeatsOf, delete};
pub use erase::{Erase, EraseRefused, Erased, ErasedMeanwhile, SeatsGo, erase, erase_again};
pub use receipt::{Receipt, ReceiptLine};
pub use replay::{PastErasure, SuccessorErased, may_succeed};
