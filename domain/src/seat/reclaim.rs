//! Taking a seat back from its holder, or from everybody invited (REG-29, REG-30, REG-33, Q-02, Q-10).

use super::{Pool, PoolEvent, Seat, SeatEvent, SeatState};
use crate::access::{AccessEvent, AccessGrant, revoke};
use crate::catalogue::ReclaimPolicy;
use crate::id::SeatId;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{GDPR_11, ORD_14, Q_02, Q_12, Q_13, REG_38, RuleId};
use crate::secret::SealedCode;
use crate::time::Instant;

/// A seat that may not be taken back.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReclaimRefused {
    /// The seat is out of use.
    #[error(
        "{seat} is void, so there is nothing to take back; where its whole order was cancelled, reinstate the order first"
    )]
    Void {
        /// The seat.
        seat: SeatId,
    },
    /// There is nobody to take it back for.
    #[error(
        "the buyer of {seat} was erased, so nobody answers for it; `rollbook access revoke` ends its holder's access"
    )]
    BuyerErased {
        /// The seat.
        seat: SeatId,
    },
    /// Seats of this purchase are never taken back.
    #[error("{seat} is held, and the price it was bought at lets no held seat be taken back")]
    Never {
        /// The seat.
        seat: SeatId,
    },
    /// The holder's window has begun.
    #[error(
        "{seat} opened at {starts_at}, and the price it was bought at lets a seat be taken back only before that"
    )]
    Started {
        /// The seat.
        seat: SeatId,
        /// The start of the holder's window.
        starts_at: Instant,
    },
    /// The holder has completed the content.
    #[error(
        "the holder of {seat} has completed the content, and the price it was bought at lets a seat be taken back \
         only before that"
    )]
    Completed {
        /// The seat.
        seat: SeatId,
    },
    /// As many seats of the order line were taken back as may be.
    #[error(
        "{taken_back} held seats of the {quantity} bought were taken back, and the price lets {most} be: \
         {percent}% of them; {seat} stays with its holder"
    )]
    CapReached {
        /// The seat.
        seat: SeatId,
        /// How many seats were bought.
        quantity: u32,
        /// How many were taken back so far.
        taken_back: u32,
        /// How many may be.
        most: u32,
        /// The percentage agreed.
        percent: u8,
    },
}

impl Refusal for ReclaimRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Void { .. } => &[REG_38, ORD_14, Q_13],
            Self::BuyerErased { .. } => &[Q_12, GDPR_11],
            Self::Never { .. } | Self::Started { .. } | Self::Completed { .. } | Self::CapReached { .. } => {
                &[Q_02]
            }
        }
    }
}

/// What taking a seat back rests on.
#[derive(Debug, Clone, Copy)]
pub struct ReclaimSeat<'a> {
    /// The seat.
    pub seat: &'a Seat,
    /// The order line it was bought with.
    pub pool: &'a Pool,
    /// The grant that the claim gave, while somebody holds the seat.
    pub grant: Option<&'a AccessGrant>,
    /// Whether the customer who answers for it was erased.
    pub is_buyer_erased: bool,
    /// Whether the holder has completed the content.
    pub is_completed: bool,
    /// The code the seat gets, so that the one before opens nothing any more; a plan makes it only once it is
    /// applied.
    pub new_code: Option<&'a SealedCode>,
}

/// What taking a seat back writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reclaimed {
    /// Whether anything changed.
    pub outcome: Outcome,
    /// For the seat's stream.
    pub seat: Vec<SeatEvent>,
    /// For the holder's stream.
    pub access: Vec<AccessEvent>,
    /// For the stream of who placed the order, where the terms count it.
    pub pool: Option<PoolEvent>,
}

/// Takes a seat back: it is free again with a new code, every link to it is dead, and of its holder's access exactly
/// the grant that the claim gave is revoked; an available seat stays as it is.
///
/// Nothing else brings a held seat back, not even the end of its window.
///
/// # Errors
/// [`ReclaimRefused::Void`] (REG-38, ORD-14, Q-13), [`ReclaimRefused::BuyerErased`] (Q-12, GDPR-11); for a held seat whatever its terms do not let happen.
pub fn reclaim(facts: ReclaimSeat<'_>, now: Instant) -> Result<Reclaimed, ReclaimRefused> {
    let seat = facts.seat.id;
    let freed = SeatEvent::SeatReclaimed { code: facts.new_code.cloned() };
    match facts.seat.state_at(now) {
        SeatState::Void => Err(ReclaimRefused::Void { seat }),
        _ if facts.is_buyer_erased => Err(ReclaimRefused::BuyerErased { seat }),
        SeatState::Available => {
            Ok(Reclaimed { outcome: Outcome::Unchanged, seat: Vec::new(), access: Vec::new(), pool: None })
        }
        SeatState::Pending => {
            Ok(Reclaimed { outcome: Outcome::Applied, seat: vec![freed], access: Vec::new(), pool: None })
        }
        SeatState::Claimed => {
            let pool = may_reclaim(&facts, now)?;
            let access = facts.grant.map(|grant| revoke(grant).1).unwrap_or_default();
            Ok(Reclaimed { outcome: Outcome::Applied, seat: vec![freed], access, pool })
        }
    }
}

/// Whether the terms let the held seat be taken back, and what they count of it.
fn may_reclaim(facts: &ReclaimSeat<'_>, now: Instant) -> Result<Option<PoolEvent>, ReclaimRefused> {
    let (seat, pool) = (facts.seat.id, facts.pool);
    match pool.terms.policy.reclaim {
        ReclaimPolicy::Never => Err(ReclaimRefused::Never { seat }),
        ReclaimPolicy::BeforeStart => {
            // A window that counts from the first launch begins with it, whatever stands as its start until then.
            let begun = facts.grant.filter(|grant| grant.from_first_launch.is_none());
            let starts_at = begun.map(|grant| grant.window.starts_at());
            match starts_at.filter(|starts_at| *starts_at <= now) {
                Some(starts_at) => Err(ReclaimRefused::Started { seat, starts_at }),
                None => Ok(None),
            }
        }
        ReclaimPolicy::BeforeCompletion if facts.is_completed => Err(ReclaimRefused::Completed { seat }),
        ReclaimPolicy::Always | ReclaimPolicy::BeforeCompletion => Ok(None),
        ReclaimPolicy::Capped(percent) => {
            let most = most_reclaims(pool.quantity, percent);
            if pool.reclaims >= most {
                let (quantity, taken_back) = (pool.quantity, pool.reclaims);
                return Err(ReclaimRefused::CapReached { seat, quantity, taken_back, most, percent });
            }
            Ok(Some(PoolEvent::ReclaimsCounted { order: pool.order, line: pool.line, count: 1 }))
        }
    }
}

/// That percentage of the seats bought, rounded down.
fn most_reclaims(quantity: u32, percent: u8) -> u32 {
    let most = u64::from(quantity) * u64::from(percent) / 100;
    u32::try_from(most).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
