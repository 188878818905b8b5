//! The end of the log, to be kept elsewhere.

use rollbook_domain::audit::Anchor;
use rollbook_domain::settings::TenantId;

use crate::{Desk, Failure};

/// Looks at the end of the tenant's log; kept elsewhere it shows later whether the log was cut or made anew.
///
/// # Errors
/// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`].
pub async fn take_anchor(desk: &Desk<'_>, tenant: &TenantId) -> Result<Anchor, Failure> {
    desk.tenant().await?;
    let head = desk.store.log_head().await?;
    Ok(Anchor { tenant: tenant.clone(), sequence: head.sequence, chain: head.chain, taken_at: desk.now() })
}
