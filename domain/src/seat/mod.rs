//! Seats: bought units of access, given out one by one (REG-01 to REG-41, Q-01 to Q-20, INV-01, INV-02, SEAT-01).
//!
//! A seat is *available*, *pending* (somebody is invited), *claimed* (somebody holds it) or *void*, and nothing else;
//! see [`Seat::state_at`]. At every instant the four add up to what was bought (REG-38).

mod apply;
mod assign;
mod buy;
mod change;
mod choose;
mod claim;
mod claim_refused;
mod event;
mod forget;
mod grant;
mod hand_over;
mod inherit;
mod invitation;
mod invite;
#[cfg(test)]
mod laws;
mod offer;
mod policy;
mod pool;
mod preview;
mod reclaim;
mod reinstate;
mod remind;
mod renew;
mod resend;
mod state;
mod story;
pub(crate) mod void;
mod withdraw;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use assign::{AssignSeat, AssignSeatRefused, AssignedSeat, assign, may_be_assigned};
pub use buy::{NewSeat, SeatCountRefused, buy, makes_seats};
pub use change::{HeldSeat, SeatChange};
pub use choose::assignable;
pub use claim::{ClaimBy, Claimant, Claimed, NewClaim, claim, may_claim, shows_address};
pub use claim_refused::ClaimRefused;
pub use event::SeatEvent;
pub use forget::Part;
pub use grant::{access_to, grant_for};
pub use hand_over::{HandOverRefused, hand_over, may_release, void_with_buyer};
pub use inherit::inherited_groups;
pub use invitation::{Channel, Invitation, InvitationEnd, InvitationLink, InvitationState, Renewal};
pub use invite::{InviteRefused, InviteTo, NewInvitation, invite, may_invite};
pub use offer::{Offer, OfferRefused};
pub use policy::{SeatTerm, SeatTerms};
pub use pool::{Pool, PoolEvent};
pub use reclaim::{ReclaimRefused, ReclaimSeat, Reclaimed, reclaim};
pub use reinstate::{comes_back, comes_back_without_buyer, reinstate};
pub use remind::{RemindAllRefused, may_remind_all, remind};
pub use renew::RenewRefused;
pub use resend::resend;
pub use state::{SeatCounts, SeatState};
pub use story::{Chapter, Happening};
pub use void::{VoidPlan, VoidRefused, void_all, void_part, void_unclaimed};
pub use withdraw::{WithdrawRefused, withdraw};

use crate::email::EmailAddress;
use crate::id::{CustomerId, GrantId, InvitationId, OrderId, SeatId};
use crate::personal::Personal;
use crate::secret::SealedCode;
use crate::stamp::{Revision, Stamp};

/// How a seat came to its holder (REG-10, X-18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimWay {
    /// The buyer typed the learner in (option 1).
    Profile,
    /// The buyer ticked an earlier learner (option 1).
    Existing,
    /// The buyer uploaded a file of learners (option 3).
    Upload,
    /// The learner accepted an invitation (option 2).
    Invitation,
    /// The learner typed the registration code.
    Code,
}

impl fmt::Display for ClaimWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Profile => "profile",
            Self::Existing => "existing",
            Self::Upload => "upload",
            Self::Invitation => "invitation",
            Self::Code => "code",
        })
    }
}

/// Why a seat is out of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoidCause {
    /// The whole order was cancelled (ORD-14); reinstating the order brings the seat back.
    OrderCancelled,
    /// Part of the order was cancelled.
    PartCancelled,
    /// The buyer was erased and named no successor.
    BuyerErased,
}

impl fmt::Display for VoidCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::OrderCancelled => "order cancelled",
            Self::PartCancelled => "part of the order cancelled",
            Self::BuyerErased => "buyer erased",
        })
    }
}

/// One holding of a seat, from the claim to the reclaim if there was one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Who took it.
    pub holder: CustomerId,
    /// The grant it gave.
    pub grant: GrantId,
    /// How.
    pub way: ClaimWay,
    /// The invitation that was accepted, if it was one.
    pub invitation: Option<InvitationId>,
    /// The address it was claimed with, unless erased; the buyer sees no other.
    pub address: Option<Personal<EmailAddress>>,
    /// When and by whom.
    pub stamp: Stamp,
    /// When and by whom it was taken back, if it was.
    pub reclaimed: Option<Stamp>,
}

/// One time out of use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voiding {
    /// Why.
    pub cause: VoidCause,
    /// When and by whom.
    pub stamp: Stamp,
    /// When and by whom it was brought back, if it was.
    pub reinstated: Option<Stamp>,
}

/// One handing over to another customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandOver {
    /// Who answered for it before.
    pub from: CustomerId,
    /// Who answers for it since.
    pub to: CustomerId,
    /// When and by whom.
    pub stamp: Stamp,
}

/// One bought unit of access, with its whole story (SEAT-01).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Never changes.
    pub id: SeatId,
    /// Who answers for it now.
    pub buyer: CustomerId,
    /// The order.
    pub order: OrderId,
    /// The order's line; together with the order it names the [`Pool`].
    pub line: u32,
    /// The number within the line, counted from 1.
    pub number: u32,
    /// The registration code that opens it; `None` while it is void.
    pub code: Option<SealedCode>,
    /// Every invitation, in the order written.
    pub invitations: Vec<Invitation>,
    /// Every holding, in the order written; at most the last is not reclaimed (REG-39).
    pub claims: Vec<Claim>,
    /// Every time out of use, in the order written.
    pub voidings: Vec<Voiding>,
    /// Every handing over, in the order written.
    pub hand_overs: Vec<HandOver>,
    /// The stream's revision.
    pub revision: Revision,
    /// When it was bought (effective: the order date) and recorded, and by whom.
    pub stamp: Stamp,
}

impl Seat {
    /// The holding that stands, if any; a void seat keeps it for the day it comes back.
    pub fn claim(&self) -> Option<&Claim> {
        self.claims.last().filter(|claim| claim.reclaimed.is_none())
    }

    /// Why it is out of use now, if it is.
    pub fn voided(&self) -> Option<&Voiding> {
        self.voidings.last().filter(|voiding| voiding.reinstated.is_none())
    }

    /// The invitation with this id.
    pub fn invitation(&self, id: InvitationId) -> Option<&Invitation> {
        self.invitations.iter().find(|invitation| invitation.id == id)
    }
}

#[cfg(test)]
mod tests;
