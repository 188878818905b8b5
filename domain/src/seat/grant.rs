//! The grant that a claim gives (REG-18, Q-03).

use super::{Pool, SeatTerm};
use crate::access::{
    AccessEvent, AccessGrant, AccessRefused, AccessWindow, FrozenTerm, GrantOrigin, GrantSource, Standing,
};
use crate::id::{GrantId, ProductId, SeatId};
use crate::time::{AccessDuration, Instant, Zone};

impl Pool {
    /// The window that a claim at `now` has: what was frozen at the purchase, or counted from the claim.
    ///
    /// # Errors
    /// [`AccessRefused::EndNotAfterStart`] (ACC-09), [`AccessRefused::Duration`] past the year 9999.
    pub fn window_at(&self, now: Instant, zone: &Zone) -> Result<FrozenTerm, AccessRefused> {
        match &self.terms.term {
            SeatTerm::Purchase { window, from_first_launch } => {
                Ok(FrozenTerm { window: *window, from_first_launch: *from_first_launch })
            }
            SeatTerm::Claim { duration } => {
                let starts_at = match duration {
                    AccessDuration::FixedDates { starts_on: Some(date), .. } => zone.start_of(*date),
                    _ => now,
                };
                let window = AccessWindow::parse(starts_at, duration.ends_after(starts_at, zone)?)?;
                Ok(FrozenTerm { window, from_first_launch: None })
            }
        }
    }
}

/// The grant that the holder of a seat is given; the access is there from the claim on, in the window of the pool.
///
/// # Errors
/// As [`Pool::window_at`].
pub fn grant_for(
    pool: &Pool,
    seat: SeatId,
    grant: GrantId,
    now: Instant,
    zone: &Zone,
) -> Result<AccessEvent, AccessRefused> {
    let FrozenTerm { window, from_first_launch } = pool.window_at(now, zone)?;
    let source = GrantSource {
        origin: GrantOrigin::RegistrationCode,
        order: pool.order,
        line: pool.line,
        seat: Some(seat),
    };
    Ok(AccessEvent::AccessGranted { grant, product: pool.product, source, window, from_first_launch })
}

/// The grant by which somebody has access to the product already, or will have it later: it stands and is not over
///
pub fn access_to(grants: &[AccessGrant], product: ProductId, now: Instant) -> Option<&AccessGrant> {
    grants.iter().find(|grant| {
        let is_over = grant.window.ends_at().is_some_and(|end| end <= now);
        grant.product == product && !is_over && grant.standing_at(now) == Standing::Held
    })
}
