//! The first launch under a grant that counts from it (PRC-01).

use rollbook_domain::access::launch;
use rollbook_domain::id::GrantId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;

use super::change::change;
use crate::{Changed, Desk, Failure};

/// Records the first launch, which fixes the end of the window.
///
/// # Errors
/// What [`launch`] refuses (PRC-01): a grant that waits for no launch or is not open.
pub async fn launch_access(
    desk: &Desk<'_>,
    key: &CustomerKey,
    grant: GrantId,
) -> Result<Changed<GrantId>, Failure> {
    let zone = desk.tenant().await?.settings.time_zone;
    let decide = |grant: &_, now| launch(grant, now, &zone).map(|events| (Outcome::Applied, events));
    change(desk, key, grant, None, decide).await
}
