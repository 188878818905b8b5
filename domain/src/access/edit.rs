//! Editing the dates of one grant (ACC-02, ACC-05, ACC-08).

use super::{AccessEvent, AccessGrant, AccessRefused, AccessWindow, Standing};
use crate::refusal::Outcome;
use crate::time::{Instant, Moment, Zone};

/// What the end becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewEnd {
    /// No end (ACC-09).
    Open,
    /// That moment; a date means through the end of that day (ACC-10).
    At(Moment),
}

/// What to change; `None` keeps what is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EditWindow {
    /// A new start.
    pub starts: Option<Moment>,
    /// A new end.
    pub ends: Option<NewEnd>,
}

/// Edits the window of one grant and touches no other row (ACC-08); the old dates stay in the history (ACC-14).
///
/// # Errors
/// [`AccessRefused::NotHeld`] (ACC-13) for a grant taken back or suspended at `now`,
/// [`AccessRefused::EndNotAfterStart`] (ACC-09).
pub fn edit_window(
    grant: &AccessGrant,
    command: EditWindow,
    now: Instant,
    zone: &Zone,
) -> Result<(Outcome, Vec<AccessEvent>), AccessRefused> {
    let standing = grant.standing_at(now);
    if standing != Standing::Held {
        return Err(AccessRefused::NotHeld { grant: grant.id, standing });
    }
    let old = grant.window;
    let starts_at = command.starts.map_or(old.starts_at(), |moment| moment.starts_at(zone));
    let ends_at = match command.ends {
        None => old.ends_at(),
        Some(NewEnd::Open) => None,
        Some(NewEnd::At(moment)) => Some(moment.ends_at(zone)),
    };
    let new = AccessWindow::parse(starts_at, ends_at)?;
    if new == old {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![AccessEvent::AccessWindowEdited { grant: grant.id, old, new }]))
}
