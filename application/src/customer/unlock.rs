//! Unlocking an account by a link.

use rollbook_domain::customer::unlock_by_link as decide;
use rollbook_domain::id::CustomerId;

use super::links::take;
use crate::{Changed, Desk, Failure};

/// Unlocks the account of whoever the link was sent to, once (MAIL-07, X-10); `link` is the link or its secret alone.
///
/// # Errors
/// [`UseLinkRefused`](rollbook_domain::customer::UseLinkRefused) (MAIL-06, X-10).
pub async fn unlock_by_link(desk: &Desk<'_>, link: &str) -> Result<Changed<CustomerId>, Failure> {
    take(desk, link, decide).await
}
