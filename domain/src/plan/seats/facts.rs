//! What plans of seats must know.

use crate::access::{AccessGrant, GrantState};
use crate::customer::{Profile, StatusWord};
use crate::email::EmailAddress;
use crate::id::{CustomerId, GroupId};
use crate::order::OrderStatus;
use crate::seat::{Pool, Seat};
use crate::stamp::Revision;
use crate::time::Instant;

/// A seat with what giving it out rests on.
#[derive(Debug, Clone, Copy)]
pub struct SeatAtHand<'a> {
    /// The seat.
    pub seat: &'a Seat,
    /// The order line it was bought with.
    pub pool: &'a Pool,
    /// The order's status written last.
    pub order_status: OrderStatus,
}

/// An account that is there.
#[derive(Debug, Clone, Copy)]
pub struct KnownLearner<'a> {
    /// The id.
    pub id: CustomerId,
    /// The stream's revision.
    pub revision: Revision,
    /// The profile.
    pub profile: &'a Profile,
    /// The status written last.
    pub status: StatusWord,
    /// The groups.
    pub groups: &'a [GroupId],
    /// Whether a password was ever set.
    pub has_password: bool,
    /// The address that the buyer knows them by, for an earlier learner.
    pub claimed_as: Option<&'a EmailAddress>,
    /// Every grant of the product.
    pub grants: &'a [AccessGrant],
}

/// The first grant that gives access at `now` or will later: one in force or scheduled.
pub fn access_held_at(grants: &[AccessGrant], now: Instant) -> Option<&AccessGrant> {
    grants
        .iter()
        .find(|grant| matches!(grant.state_at(now), Some(GrantState::InForce | GrantState::Scheduled)))
}
