//! The log as a chain: each event seals all before it, and what may be erased is sealed by a commitment alone.
//!
//! Whoever changes, removes, reorders or inserts a row of the log breaks every value from there on. A reason given for an
//! event is personal and can be erased; the chain holds only a salted commitment to it, and the salt goes with the reason.
//! What the bytes are is said in [`chain`](link) and, with a worked example, on the page of the documentation on the audit.

mod anchor;
mod chain;
mod entry;
mod hexadecimal;
#[cfg(test)]
mod tests;
mod verify;

pub use anchor::Anchor;
pub use chain::{ChainValue, ChainValueError, Commitment, Link, Salt, SealedCommit, genesis, link};
pub use entry::{LogEntry, LogHead, LoggedNote};
pub use verify::{Finding, Problem, Verified, Verifier};
