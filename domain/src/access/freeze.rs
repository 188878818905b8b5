//! Freezing a price's terms into a window at purchase (ACC-03, ACC-04, PRC-01).

use super::{AccessRefused, AccessWindow};
use crate::catalogue::{Anchor, PriceTerms};
use crate::time::{AccessDuration, Instant, Moment, Zone};

/// Dates given by hand for one grant; they win over the price's (ACC-09, IMP-22).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dates {
    /// The start wanted.
    pub starts: Option<Moment>,
    /// The end wanted; a date means through the end of that day.
    pub ends: Option<Moment>,
}

/// A frozen window, and the duration that a first launch will begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrozenTerm {
    /// The window.
    pub window: AccessWindow,
    /// What begins at the first launch, for a price so anchored.
    pub from_first_launch: Option<AccessDuration>,
}

/// Computes the window of a purchase once and for all.
///
/// It counts from `ordered_at` (ACC-03), or from `taken_at` for a price anchored at redemption. Fixed dates are the
/// price's own: their window may lie wholly before the order, and the grant is then born ended. `dates` win over
/// what the price says, each by itself; a start given by hand moves a counted end with it.
///
/// # Errors
/// [`AccessRefused::EndNotAfterStart`] (ACC-09), [`AccessRefused::Duration`] past the year 9999.
pub fn freeze(
    terms: &PriceTerms,
    ordered_at: Instant,
    taken_at: Instant,
    dates: Dates,
    zone: &Zone,
) -> Result<FrozenTerm, AccessRefused> {
    let anchor_at = match terms.anchor {
        Anchor::OrderDate | Anchor::FirstLaunch => ordered_at,
        Anchor::Redemption => taken_at,
    };
    let own_start = match terms.duration {
        AccessDuration::FixedDates { starts_on: Some(date), .. } => zone.start_of(date),
        _ => anchor_at,
    };
    let starts_at = dates.starts.map_or(own_start, |moment| moment.starts_at(zone));
    let waits = terms.anchor == Anchor::FirstLaunch && dates.ends.is_none();
    let ends_at = match dates.ends {
        Some(moment) => Some(moment.ends_at(zone)),
        None if waits => None,
        None => terms.duration.ends_after(starts_at, zone)?,
    };
    let window = AccessWindow::parse(starts_at, ends_at)?;
    let counts = !matches!(terms.duration, AccessDuration::Unlimited);
    Ok(FrozenTerm { window, from_first_launch: (waits && counts).then_some(terms.duration) })
}
