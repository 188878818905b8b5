//! Editing the dates of one grant (ACC-02, ACC-08).

use rollbook_domain::access::{EditWindow, edit_window};
use rollbook_domain::id::GrantId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::change::change;
use crate::{Changed, Desk, Failure};

/// Edits the dates of one grant; the old ones stay in its history, with actor and reason (ACC-14).
///
/// # Errors
/// What [`edit_window`] refuses: a grant taken back (ACC-13), an end not after the start (ACC-09).
pub async fn edit_access(
    desk: &Desk<'_>,
    key: &CustomerKey,
    grant: GrantId,
    command: EditWindow,
    reason: Note,
) -> Result<Changed<GrantId>, Failure> {
    let zone = desk.tenant().await?.settings.time_zone;
    change(desk, key, grant, Some(&reason), |grant, now| edit_window(grant, command, now, &zone)).await
}
