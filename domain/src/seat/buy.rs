//! An order line that becomes seats (REG-03 to REG-06).

use super::{PoolEvent, SeatEvent, SeatTerm, SeatTerms};
use crate::access::{AccessRefused, Dates, freeze};
use crate::catalogue::{Anchor, PriceTerms};
use crate::id::{CustomerId, OrderId, SeatId};
use crate::order::OrderLine;
use crate::refusal::Refusal;
use crate::rule::{REG_05, RuleId};
use crate::secret::SealedCode;
use crate::time::{Instant, Zone};

/// A seat that is about to be bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSeat {
    /// Its id.
    pub id: SeatId,
    /// Its registration code.
    pub code: SealedCode,
}

/// Not as many seats as units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{units} units were bought and {seats} seats made; make exactly one seat for each unit")]
pub struct SeatCountRefused {
    /// How many units become seats.
    pub units: u64,
    /// How many seats were made.
    pub seats: u64,
}

impl Refusal for SeatCountRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[REG_05]
    }
}

/// Whether that many units of a price become seats: two or more, with the switch on (REG-03, REG-04).
pub fn makes_seats(terms: &PriceTerms, quantity: u32) -> bool {
    terms.makes_registration_codes && quantity >= 2
}

impl SeatTerms {
    /// What a price says about its seats, frozen as it is at the purchase (ACC-04, Q-03).
    ///
    /// # Errors
    /// What [`freeze`] refuses, for a window that begins with the order.
    pub fn of(terms: &PriceTerms, ordered_at: Instant, zone: &Zone) -> Result<Self, AccessRefused> {
        let term = if terms.anchor == Anchor::Redemption {
            SeatTerm::Claim { duration: terms.duration }
        } else {
            let frozen = freeze(terms, ordered_at, ordered_at, Dates::default(), zone)?;
            SeatTerm::Purchase { window: frozen.window, from_first_launch: frozen.from_first_launch }
        };
        Ok(Self { term, policy: terms.seats })
    }
}

/// Turns an order line into exactly as many seats as it has units, numbered from 1 (REG-05).
///
/// # Errors
/// [`SeatCountRefused`] (REG-05) when there are more or fewer new seats than units.
pub fn buy(
    buyer: CustomerId,
    order: OrderId,
    line: &OrderLine,
    terms: SeatTerms,
    seats: &[NewSeat],
) -> Result<(PoolEvent, Vec<(SeatId, SeatEvent)>), SeatCountRefused> {
    let (units, made) = (u64::from(line.quantity), seats.len() as u64);
    if units != made {
        return Err(SeatCountRefused { units, seats: made });
    }
    let pool = PoolEvent::SeatsBought {
        order,
        line: line.number,
        product: line.product,
        price: line.price,
        quantity: line.quantity,
        terms: Box::new(terms),
    };
    let bought = |(number, seat): (u32, &NewSeat)| {
        let code = Some(seat.code.clone());
        (seat.id, SeatEvent::SeatBought { buyer, order, line: line.number, number, code })
    };
    Ok((pool, (1..).zip(seats).map(bought).collect()))
}
