//! Erasing a person for good (GDPR-04 to GDPR-09, Q-12, X-05).

use crate::customer::{Customer, CustomerEvent, Identity, Status, StatusWord, change_status};
use crate::id::CustomerId;
use crate::record::CustomerRecord;
use crate::refusal::Refusal;
use crate::rule::{GDPR_08, GDPR_11, Q_12, RuleId};
use crate::seat::{HandOverRefused, HeldSeat, SeatChange, SeatState, hand_over, void_with_buyer};
use crate::time::Instant;

/// A person who is not erased.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EraseRefused {
    /// The person was erased before.
    #[error("customer {0} was erased already, and nothing personal is left")]
    Erased(CustomerId),
    /// The account is in use.
    #[error(
        "customer {customer} is {status}, and only an Inactive customer can be erased; \
         `rollbook customer status {customer} inactive` comes first"
    )]
    NotInactive {
        /// Who.
        customer: CustomerId,
        /// The status.
        status: StatusWord,
    },
    /// Nobody said what becomes of the seats.
    #[error(
        "customer {customer} answers for {open} seats that nobody holds; \
         name who shall answer for them with --successor, or void them with --void-seats"
    )]
    SeatsUndecided {
        /// Who.
        customer: CustomerId,
        /// How many seats nobody holds.
        open: u64,
    },
    /// The seats cannot go where they were sent.
    #[error(transparent)]
    HandOver(#[from] HandOverRefused),
}

impl Refusal for EraseRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Erased(_) => &[GDPR_11],
            Self::NotInactive { .. } => &[GDPR_08],
            Self::SeatsUndecided { .. } => &[Q_12],
            Self::HandOver(refused) => refused.rules(),
        }
    }
}

/// Somebody who was erased while a command about them was under way, which would have made them anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "customer {0} was erased meanwhile, and nothing was changed; take the person out of what you gave, \
     or give the command again if a new account is meant"
)]
pub struct ErasedMeanwhile(pub CustomerId);

impl Refusal for ErasedMeanwhile {
    fn rules(&self) -> &'static [RuleId] {
        &[GDPR_11]
    }
}

/// What erasing a person rests on.
#[derive(Debug, Clone, Copy)]
pub struct Erase<'a> {
    /// The person.
    pub record: &'a CustomerRecord,
    /// Every seat that the person answers for.
    pub seats: &'a [HeldSeat<'a>],
    /// What becomes of the seats; `None` while nobody said so.
    pub release: Option<SeatsGo<'a>>,
}

/// What becomes of the seats of a person who is erased.
#[derive(Debug, Clone, Copy)]
pub enum SeatsGo<'a> {
    /// This customer answers for all of them.
    To(&'a Customer),
    /// Those that nobody holds are void.
    Void,
}

/// What erasing a person writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    /// What becomes of the seats; it is written before the person is erased.
    pub seats: Vec<SeatChange>,
    /// For the customer's stream, before the erasure: that the account is Inactive from now on, where it was not.
    pub inactivated: Option<CustomerEvent>,
    /// For the customer's stream.
    pub event: CustomerEvent,
}

/// Erases a person: everything personal goes, whatever stream it belongs to, and orders and access stay under the id.
///
/// # Errors
/// [`EraseRefused::Erased`] (GDPR-11), [`EraseRefused::NotInactive`] (GDPR-08), [`EraseRefused::SeatsUndecided`] and
/// [`EraseRefused::HandOver`].
pub fn erase(facts: Erase<'_>, now: Instant) -> Result<Erased, EraseRefused> {
    let customer = &facts.record.customer;
    if let Identity::Erased { .. } = customer.identity {
        return Err(EraseRefused::Erased(customer.id));
    }
    let status = customer.status_at(now);
    if *status != Status::Inactive {
        return Err(EraseRefused::NotInactive { customer: customer.id, status: status.word() });
    }
    Ok(Erased { seats: released(facts, now)?, inactivated: None, event: CustomerEvent::CustomerErased })
}

/// Erases a person once more whom a backup has brought back (N123).
///
/// That they go was decided before, by somebody who had to make them Inactive first (GDPR-08), and the status that the backup
/// knows is older than that. So whoever is not Inactive becomes so by the same decision.
///
/// # Errors
/// As [`erase`], but for [`EraseRefused::NotInactive`].
pub fn erase_again(facts: Erase<'_>, now: Instant) -> Result<Erased, EraseRefused> {
    let customer = &facts.record.customer;
    let inactivated = change_status(customer, Status::Inactive, now);
    let (_, mut inactivated) = inactivated.map_err(|_| EraseRefused::Erased(customer.id))?;
    let seats = released(facts, now)?;
    Ok(Erased { seats, inactivated: inactivated.pop(), event: CustomerEvent::CustomerErased })
}

/// What becomes of the seats.
fn released(facts: Erase<'_>, now: Instant) -> Result<Vec<SeatChange>, EraseRefused> {
    let customer = &facts.record.customer;
    match facts.release {
        Some(SeatsGo::To(successor)) => {
            Ok(hand_over(customer.id, successor, facts.seats.iter().map(|held| held.seat))?)
        }
        Some(SeatsGo::Void) => Ok(void_with_buyer(facts.seats, now)),
        None => {
            let is_open = |held: &&HeldSeat<'_>| {
                matches!(held.seat.state_at(now), SeatState::Available | SeatState::Pending)
            };
            let open = facts.seats.iter().filter(is_open).count() as u64;
            if open > 0 {
                return Err(EraseRefused::SeatsUndecided { customer: customer.id, open });
            }
            Ok(Vec::new())
        }
    }
}
