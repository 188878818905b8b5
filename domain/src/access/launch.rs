//! The first launch, for prices whose duration counts from it (PRC-01).

use super::{AccessEvent, AccessGrant, AccessRefused, AccessWindow, GrantState};
use crate::time::{Instant, Zone};

/// Fixes the window of a grant at its first launch.
///
/// # Errors
/// [`AccessRefused::NotAwaitingLaunch`] and [`AccessRefused::NotOpen`] (PRC-01), [`AccessRefused::Duration`].
pub fn launch(grant: &AccessGrant, now: Instant, zone: &Zone) -> Result<Vec<AccessEvent>, AccessRefused> {
    let Some(duration) = grant.from_first_launch else {
        return Err(AccessRefused::NotAwaitingLaunch(grant.id));
    };
    if grant.state_at(now) != Some(GrantState::InForce) {
        return Err(AccessRefused::NotOpen { grant: grant.id, at: now });
    }
    let ends_at = duration.ends_after(now, zone)?;
    let window = AccessWindow::parse(grant.window.starts_at(), ends_at)?;
    Ok(vec![AccessEvent::AccessFirstLaunched { grant: grant.id, window }])
}
