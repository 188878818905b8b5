//! Giving a seat to a person directly (REG-11 to REG-13, REG-19, REG-22, REG-25).

use super::{ClaimWay, Pool, Seat, SeatEvent, SeatState, grant_for};
use crate::access::{AccessEvent, AccessRefused};
use crate::email::EmailAddress;
use crate::id::{CustomerId, GrantId, OrderId, SeatId};
use crate::order::OrderStatus;
use crate::personal::Personal;
use crate::refusal::Refusal;
use crate::rule::{ORD_13, REG_38, REG_39, RuleId};
use crate::time::{Instant, Zone};

/// A seat that cannot be given to anybody.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssignSeatRefused {
    /// Somebody holds it.
    #[error("{0} is held by a learner; reclaim it first, or leave out which seat is meant")]
    Claimed(SeatId),
    /// It is out of use.
    #[error("{0} is void, so nobody can be given it; name another seat, or reinstate its order first")]
    Void(SeatId),
    /// Its order grants nothing.
    #[error("{seat} belongs to order {order}, which is {status} and grants nothing; move the order on first")]
    OrderNotGranting {
        /// The seat.
        seat: SeatId,
        /// The order.
        order: OrderId,
        /// The order's status.
        status: OrderStatus,
    },
    /// The window is not right.
    #[error(transparent)]
    Access(#[from] AccessRefused),
}

impl Refusal for AssignSeatRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Claimed(_) => &[REG_39],
            Self::Void(_) => &[REG_38],
            Self::OrderNotGranting { .. } => &[ORD_13],
            Self::Access(refused) => refused.rules(),
        }
    }
}

/// Whom a seat is given to, and how.
#[derive(Debug, Clone)]
pub struct AssignSeat<'a> {
    /// The learner.
    pub holder: CustomerId,
    /// The address that the buyer knows the learner by; `None` when that was erased.
    pub address: Option<&'a EmailAddress>,
    /// The id of the grant to be given.
    pub grant: GrantId,
    /// How.
    pub way: ClaimWay,
}

/// What giving a seat writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignedSeat {
    /// For the seat's stream.
    pub claimed: SeatEvent,
    /// For the learner's stream.
    pub granted: AccessEvent,
}

/// Gives a seat to a learner; whoever was invited to it finds it taken (REG-25).
///
/// # Errors
/// [`AssignSeatRefused::Claimed`] (REG-39), [`AssignSeatRefused::Void`] (REG-38),
/// [`AssignSeatRefused::OrderNotGranting`] (ORD-13); a window past the year 9999 (ACC-04).
pub fn assign(
    seat: &Seat,
    pool: &Pool,
    order_status: OrderStatus,
    command: &AssignSeat<'_>,
    now: Instant,
    zone: &Zone,
) -> Result<AssignedSeat, AssignSeatRefused> {
    may_be_assigned(seat, order_status, now)?;
    let granted = grant_for(pool, seat.id, command.grant, now, zone)?;
    let claimed = SeatEvent::SeatClaimed {
        holder: command.holder,
        grant: command.grant,
        way: command.way,
        invitation: None,
        address: command.address.cloned().map(Personal::new),
    };
    Ok(AssignedSeat { claimed, granted })
}

/// Whether a seat may be given to somebody: it is available or pending, and its order grants.
///
/// # Errors
/// As [`assign`], but for the window.
pub fn may_be_assigned(
    seat: &Seat,
    order_status: OrderStatus,
    now: Instant,
) -> Result<(), AssignSeatRefused> {
    match seat.state_at(now) {
        SeatState::Void => Err(AssignSeatRefused::Void(seat.id)),
        SeatState::Claimed => Err(AssignSeatRefused::Claimed(seat.id)),
        SeatState::Available | SeatState::Pending if order_status.is_granting() => Ok(()),
        SeatState::Available | SeatState::Pending => Err(AssignSeatRefused::OrderNotGranting {
            seat: seat.id,
            order: seat.order,
            status: order_status,
        }),
    }
}
