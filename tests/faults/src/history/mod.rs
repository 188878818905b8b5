//! What clients asked and what they were answered.

mod read;
mod write;

use rollbook_domain::id::{CommitId, CustomerId, InvitationId, OrderId, SeatId};
use serde::{Deserialize, Serialize};

pub use read::{Histories, HistoryError, read_histories};
pub use write::Recorder;

/// The seats of one order line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PoolKey {
    /// The order.
    pub order: OrderId,
    /// Its line.
    pub line: u32,
}

/// What a client asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// To take a seat by its registration code.
    Claim {
        /// The seat.
        seat: SeatId,
        /// For whom.
        person: CustomerId,
    },
    /// To be given any free seat of a pool.
    Assign {
        /// The pool.
        pool: PoolKey,
        /// For whom.
        person: CustomerId,
    },
    /// To take a seat back.
    Reclaim {
        /// The seat.
        seat: SeatId,
    },
    /// To invite somebody to any free seat of a pool.
    Invite {
        /// The pool.
        pool: PoolKey,
    },
    /// To order seats.
    Order {
        /// For whom.
        buyer: CustomerId,
        /// How many.
        quantity: u32,
    },
}

/// What a client was told of an act that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "told", rename_all = "snake_case")]
pub enum Told {
    /// The seat is theirs from now on.
    Taken {
        /// The seat.
        seat: SeatId,
        /// Whose.
        holder: CustomerId,
    },
    /// The seat was theirs already.
    Held {
        /// The seat.
        seat: SeatId,
        /// Whose.
        holder: CustomerId,
    },
    /// The seat is free again.
    Freed {
        /// The seat.
        seat: SeatId,
    },
    /// Somebody is invited.
    Invited {
        /// To this seat.
        seat: SeatId,
        /// By this invitation.
        invitation: InvitationId,
    },
    /// The order is placed.
    Ordered {
        /// The order.
        order: OrderId,
        /// How many seats it made.
        seats: u32,
    },
    /// There was nothing to do.
    Nothing,
}

/// How an act ended for the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It was done.
    Done(Told),
    /// A rule was against it.
    Refused {
        /// What was said.
        why: String,
    },
    /// Others were faster too often.
    Conflict,
    /// The store could not be used; nothing was changed.
    Unavailable {
        /// What was said.
        why: String,
    },
    /// It is not known whether it was done.
    Unknown {
        /// What was said.
        why: String,
    },
    /// The client went away before the answer came.
    Abandoned,
    /// An answer that nobody should ever get.
    Broken {
        /// What was said.
        why: String,
    },
}

/// One line of a client's file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub enum Line {
    /// The client begins.
    Asked {
        /// The number of the act, in the order of the client.
        number: u64,
        /// When, in microseconds.
        at: i64,
        /// What it asks.
        what: Act,
    },
    /// A commit is handed to the store.
    Sent {
        /// The act.
        number: u64,
        /// The commit.
        commit: CommitId,
    },
    /// The client has its answer.
    Answered {
        /// The act.
        number: u64,
        /// When, in microseconds.
        at: i64,
        /// What it was told.
        outcome: Outcome,
    },
}

/// One act of one client from end to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// The client.
    pub client: String,
    /// The number of the act, in the order of the client.
    pub number: u64,
    /// What it asked.
    pub act: Act,
    /// When it began.
    pub asked_at: i64,
    /// When it had its answer; `None` for one that never had any.
    pub answered_at: Option<i64>,
    /// How it ended; [`Outcome::Abandoned`] where the client died.
    pub outcome: Outcome,
    /// Every commit it handed to the store, in order.
    pub commits: Vec<CommitId>,
}

impl Operation {
    /// Whether the client knows what became of it.
    pub fn is_settled(&self) -> bool {
        !matches!(self.outcome, Outcome::Unknown { .. } | Outcome::Abandoned)
    }

    /// What it was told, where it was done.
    pub fn told(&self) -> Option<Told> {
        match self.outcome {
            Outcome::Done(told) => Some(told),
            _ => None,
        }
    }

    /// Whether it was acknowledged and changed something.
    pub fn is_acknowledged_write(&self) -> bool {
        self.told().is_some_and(|told| !matches!(told, Told::Nothing | Told::Held { .. }))
    }

    /// When it may at the latest have happened, as far as the client knows.
    pub fn latest(&self) -> i64 {
        if self.is_settled() { self.answered_at.unwrap_or(i64::MAX) } else { i64::MAX }
    }

    /// Its name for people.
    pub fn name(&self) -> String {
        format!("{} #{}", self.client, self.number)
    }
}
