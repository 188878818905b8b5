//! The plan of inviting many people to seats (REG-14 to REG-16, REG-22 to REG-24, Q-06 to Q-08).

mod draft;
mod list;

#[cfg(test)]
mod tests;

pub use list::InviteList;

use serde::Serialize;

use super::{GiveOut, GiveOutOptions, KnownLearner};
use crate::email::EmailKey;
use crate::id::{IdSource, InvitationId, ProductId, SeatId};
use crate::personal::Personal;
use crate::plan::RefusedRow;
use crate::rule::RuleId;
use crate::seat::{NewInvitation, Offer};
use crate::stamp::Revision;
use crate::time::{Instant, Zone};

/// An invitation of the buyer to a seat of the product that can still be accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenInvitation {
    /// The invitation.
    pub id: InvitationId,
    /// The seat.
    pub seat: SeatId,
    /// Who is invited.
    pub email: EmailKey,
}

/// The seats that people are invited to.
#[derive(Debug, Clone, Copy)]
pub enum InviteTarget<'a> {
    /// One each, in the order they are to be taken.
    Each(&'a [Offer<'a>]),
    /// All of them to this one, which the first to accept takes (REG-24).
    One(Offer<'a>),
}

/// What the plan must know beside the recipients.
#[derive(Debug, Clone, Copy)]
pub struct InviteFacts<'a> {
    /// The product that every seat opens.
    pub product: ProductId,
    /// The seats.
    pub target: InviteTarget<'a>,
    /// The accounts behind the recipients' addresses.
    pub learners: &'a [KnownLearner<'a>],
    /// The buyer's invitations to seats of the product that can still be accepted.
    pub open: &'a [OpenInvitation],
    /// The tenant's zone.
    pub zone: &'a Zone,
    /// When people are invited.
    pub now: Instant,
}

/// What becomes of a recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InviteResult {
    /// They are sent an invitation.
    Invited,
    /// An earlier row named them already.
    Duplicate,
    /// The buyer's invitation to the product is open still; nothing is sent.
    AlreadyInvited,
    /// They have access to the product already.
    AlreadyHasAccess,
    /// Something is wrong with the row, or no seat is left for it.
    Refused,
}

/// One recipient, in the order given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InviteRow {
    /// The line in the file; the place in the list where there is no file.
    pub line: u32,
    /// The address as typed.
    pub email: Option<Personal<String>>,
    /// What becomes of them.
    pub result: InviteResult,
    /// The seat they are invited to, now or before.
    pub seat: Option<SeatId>,
    /// Their invitation, new or open still.
    pub invitation: Option<InvitationId>,
    /// What is worth knowing, or why they get no invitation.
    pub reason: Option<String>,
    /// The rules behind it.
    pub rules: Vec<RuleId>,
}

/// What a plan comes to, in numbers; every recipient is one of the five that follow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct InviteCounts {
    /// Rows.
    pub recipients: u64,
    /// Recipients who are sent an invitation.
    pub invited: u64,
    /// Rows that name somebody again.
    pub duplicates: u64,
    /// Recipients whose invitation is open still.
    pub already_invited: u64,
    /// Recipients who have access already.
    pub already_have_access: u64,
    /// Rows that get nothing.
    pub refused: u64,
    /// Mails sent.
    pub mails: u64,
}

/// One invitation to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Which of the seats at hand, counted from 0.
    pub place: usize,
    /// The seat.
    pub seat: SeatId,
    /// The revision the seat was read at.
    pub revision: Revision,
    /// The invitation, still without its link.
    pub invitation: NewInvitation,
}

/// What inviting would do.
#[derive(Debug)]
pub struct InvitePlan {
    /// The numbers.
    pub counts: InviteCounts,
    /// Every recipient, in the order given.
    pub rows: Vec<InviteRow>,
    /// What is wrong with rows, cell by cell.
    pub refused: Vec<RefusedRow>,
    /// What decides whether it may be applied.
    pub give_out: GiveOut,
    /// Who is invited to which seat, in the order given.
    pub invited: Vec<Invited>,
}

/// Plans who is invited to which seat: every recipient who needs one has the next, until none is left.
pub fn plan(
    list: &InviteList,
    facts: &InviteFacts<'_>,
    options: GiveOutOptions,
    ids: &dyn IdSource,
) -> InvitePlan {
    draft::Draft::new(facts, options, ids).plan(list)
}
