//! Which of the seats at hand are given out.

use super::{AssignSeatRefused, Offer, may_be_assigned};
use crate::time::{Instant, Zone};

/// Those of the seats that may be given to somebody, in the same order; the first refusal where all are refused.
///
/// # Errors
/// As [`may_be_assigned`], for the first seat of several none of which may be given.
pub fn assignable<'a>(
    offers: impl IntoIterator<Item = Offer<'a>>,
    now: Instant,
    zone: &Zone,
) -> Result<Vec<Offer<'a>>, AssignSeatRefused> {
    let (mut usable, mut first_refusal) = (Vec::new(), None);
    for offer in offers {
        match may_be_assigned(offer, now, zone) {
            Ok(()) => usable.push(offer),
            Err(refused) => {
                first_refusal.get_or_insert(refused);
            }
        }
    }
    match first_refusal {
        Some(refused) if usable.is_empty() => Err(refused),
        _ => Ok(usable),
    }
}
