//! The plan of giving seats to many people at once (REG-11 to REG-13, REG-19, Q-06 to Q-08).

mod draft;
mod entry;
mod given;

#[cfg(test)]
mod tests;

pub use entry::{AssignTo, Recipient};
pub use given::Given;

use serde::Serialize;

use super::{GiveOut, GiveOutOptions, KnownLearner};
use crate::group::Group;
use crate::id::{GroupId, IdSource, ProductId, SeatId};
use crate::personal::Personal;
use crate::plan::RefusedRow;
use crate::rule::RuleId;
use crate::seat::Offer;
use crate::settings::Settings;
use crate::time::Instant;

/// What the plan must know beside the recipients.
#[derive(Debug, Clone, Copy)]
pub struct AssignFacts<'a> {
    /// The product that every seat opens.
    pub product: ProductId,
    /// The seats that may be given, in the order they are to be taken; all of one product.
    pub seats: &'a [Offer<'a>],
    /// The accounts behind the recipients' addresses.
    pub learners: &'a [KnownLearner<'a>],
    /// Every group.
    pub groups: &'a [Group],
    /// The groups the buyer is in.
    pub buyer_groups: &'a [GroupId],
    /// The tenant's settings.
    pub settings: &'a Settings,
    /// When the seats are given.
    pub now: Instant,
}

/// What becomes of a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignResult {
    /// They are given a seat.
    Assigned,
    /// An earlier row named them already.
    Duplicate,
    /// They have access to the product already.
    AlreadyHasAccess,
    /// Something is wrong with the row, or no seat is left for it.
    Refused,
}

/// One recipient, in the order given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignRow {
    /// The line in the file; the place in the list where there is no file.
    pub line: u32,
    /// The address as typed, or as the buyer knows it; `None` once erased.
    pub email: Option<Personal<String>>,
    /// What becomes of them.
    pub result: AssignResult,
    /// The seat they are given.
    pub seat: Option<SeatId>,
    /// What is worth knowing, or why they get no seat.
    pub reason: Option<String>,
    /// The rules behind it.
    pub rules: Vec<RuleId>,
}

/// What a plan comes to, in numbers; recipients are assigned, duplicates, served already, or refused.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct AssignCounts {
    /// Rows.
    pub recipients: u64,
    /// Recipients who are given a seat, and so seats used.
    pub assigned: u64,
    /// Accounts made for them.
    pub created: u64,
    /// Accounts of theirs that were there.
    pub existing: u64,
    /// Rows that name somebody again.
    pub duplicates: u64,
    /// Recipients who have access already.
    pub already_have_access: u64,
    /// Rows that get nothing.
    pub refused: u64,
    /// Mails sent.
    pub mails: u64,
}

/// What giving the seats would do.
#[derive(Debug)]
pub struct AssignPlan {
    /// The numbers.
    pub counts: AssignCounts,
    /// Every recipient, in the order given.
    pub rows: Vec<AssignRow>,
    /// What is wrong with rows, cell by cell.
    pub refused: Vec<RefusedRow>,
    /// What decides whether it may be applied.
    pub give_out: GiveOut,
    /// Who is given which seat, in the order given.
    pub given: Vec<Given>,
}

/// Plans whom the seats go to: every recipient who needs one takes the next, until none is left.
pub fn plan(
    to: &AssignTo,
    facts: &AssignFacts<'_>,
    options: GiveOutOptions,
    ids: &dyn IdSource,
) -> AssignPlan {
    draft::Draft::new(facts, options, ids).plan(to)
}
