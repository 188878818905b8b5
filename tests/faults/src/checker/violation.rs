//! What can be wrong, in words.

use rollbook_domain::id::{CommitId, CustomerId, SeatId};

use crate::history::{Operation, Outcome, PoolKey, Told};

/// Something that must never be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// A client got an answer that nobody should get.
    #[error("{operation} was answered with what nobody should see: {why}")]
    Broken {
        /// The act.
        operation: String,
        /// What was said.
        why: String,
    },
    /// An acknowledged write is not there (I3).
    #[error("{operation} was acknowledged and is lost: {told:?}")]
    Lost {
        /// The act.
        operation: String,
        /// What was told.
        told: Told,
    },
    /// An acknowledged write is there with another content (I3).
    #[error("{operation} was told {told:?}, and that is not what the log has")]
    Different {
        /// The act.
        operation: String,
        /// What was told.
        told: Told,
    },
    /// A write that was turned down is there all the same (I4).
    #[error("{operation} was turned down, and its commit {commit} is in the log")]
    Ghost {
        /// The act.
        operation: String,
        /// The commit.
        commit: CommitId,
    },
    /// One act was done more than once (I4).
    #[error("{operation} was done {times} times")]
    Repeated {
        /// The act.
        operation: String,
        /// How often.
        times: usize,
    },
    /// Something was done that nobody asked for.
    #[error("nobody asked for commit {commit}")]
    Stranger {
        /// The commit.
        commit: CommitId,
    },
    /// An act is in the log before another that had ended before it began.
    #[error("{operation} ended before another began that stands before it in the log")]
    OutOfOrder {
        /// The act.
        operation: String,
    },
    /// Somebody took a seat that somebody held (I1).
    #[error("seat {seat} was given to {second} while {first} held it")]
    TwoOwners {
        /// The seat.
        seat: SeatId,
        /// Who held it.
        first: CustomerId,
        /// Who was given it.
        second: CustomerId,
    },
    /// What clients were told of a seat cannot all be true, in whatever order it happened (I1).
    #[error("seat {seat}: {takings} takings and {freeings} freeings were acknowledged that fit no order")]
    NoOrder {
        /// The seat.
        seat: SeatId,
        /// How many takings.
        takings: usize,
        /// How many freeings.
        freeings: usize,
    },
    /// More seats of a pool were held at once than were bought (I2).
    #[error("{held} seats of order {} line {} were held at once, and {bought} were bought", pool.order, pool.line)]
    Oversold {
        /// The pool.
        pool: PoolKey,
        /// How many were held.
        held: u64,
        /// How many were bought.
        bought: u64,
    },
    /// The log has a gap.
    #[error("the log goes on with {found} where {expected} is next")]
    Gap {
        /// What comes next.
        expected: u64,
        /// What is there.
        found: u64,
    },
    /// A seat does not stand as its log says (I7).
    #[error("seat {seat} is held by {found:?}, and by the log {expected:?} holds it")]
    Differs {
        /// The seat.
        seat: SeatId,
        /// Who holds it by the log.
        expected: Option<CustomerId>,
        /// Who holds it.
        found: Option<CustomerId>,
    },
    /// The seats of a pool do not add up (I5).
    #[error("order {} line {}: {what} are {found} and must be {expected}", pool.order, pool.line)]
    Count {
        /// The pool.
        pool: PoolKey,
        /// What is counted.
        what: &'static str,
        /// What there must be.
        expected: u64,
        /// What there is.
        found: u64,
    },
}

/// How an act ended, in one word.
pub(super) fn ended(operation: &Operation) -> &'static str {
    match operation.outcome {
        Outcome::Done(Told::Nothing | Told::Held { .. }) => "unchanged",
        Outcome::Done(_) => "done",
        Outcome::Refused { .. } => "refused",
        Outcome::Conflict => "conflict",
        Outcome::Unavailable { .. } => "unavailable",
        Outcome::Unknown { .. } => "unknown",
        Outcome::Abandoned => "abandoned",
        Outcome::Broken { .. } => "broken",
    }
}
