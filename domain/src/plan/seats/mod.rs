//! Plans of what a buyer does with many seats at once (REG-10 to REG-33, Q-06 to Q-08).
//!
//! There is one module for each operation. Its `plan` is a pure function of what was asked for and of facts loaded
//! beforehand, and gives counts, rows and what is to be written; [`may_give_out`] decides whether a plan that uses seats
//! may be applied as it is.

pub mod assign;
mod facts;
mod gather;
mod give_out;
pub mod invite;
pub mod reclaim;

pub use facts::KnownLearner;
pub use gather::{Gather, gather};
pub use give_out::{GiveOut, GiveOutOptions, GiveOutRefused, may_give_out, may_hand_out};
