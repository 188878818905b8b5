//! Taking one grant back (ACC-13).

use rollbook_domain::access::revoke;
use rollbook_domain::id::GrantId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::change::change;
use crate::{Changed, Desk, Failure};

/// Takes one grant back for good; other grants of the product stand.
///
/// # Errors
/// A grant that the customer does not have; [`Failure::Missing`] for a customer that does not exist.
pub async fn revoke_access(
    desk: &Desk<'_>,
    key: &CustomerKey,
    grant: GrantId,
    reason: Option<Note>,
) -> Result<Changed<GrantId>, Failure> {
    change(desk, key, grant, reason.as_ref(), |grant, _| Ok(revoke(grant))).await
}
