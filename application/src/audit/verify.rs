//! Going through the whole log.

use rollbook_domain::audit::{Anchor, Finding, LogHead, Verified, Verifier};
use rollbook_domain::settings::TenantId;

use crate::{Desk, Failure};

/// So many events are looked at together; memory does not grow with the log.
const AT_ONCE: usize = 10_000;

/// Checks every event of the tenant's log from the first one on, and the end against anchors of this tenant. After each
/// page `seen` is told how far it has come.
///
/// # Errors
/// [`Failure::Missing`] while the tenant does not exist, [`Failure::Store`]. A log that is not what was written is no
/// failure, but an answer: the [`Finding`] names the first place.
pub async fn verify_log(
    desk: &Desk<'_>,
    tenant: &TenantId,
    anchors: &[Anchor],
    mut seen: impl FnMut(u64),
) -> Result<Result<Verified, Finding>, Failure> {
    desk.tenant().await?;
    let of_tenant = anchors.iter().filter(|anchor| anchor.tenant == *tenant);
    let anchors: Vec<LogHead> = of_tenant.map(Anchor::head).collect();
    let mut verifier = match Verifier::new(tenant.as_str(), &anchors) {
        Ok(verifier) => verifier,
        Err(finding) => return Ok(Err(finding)),
    };
    loop {
        let page = desk.store.log_entries(verifier.head().sequence, AT_ONCE).await?;
        if page.is_empty() {
            return Ok(verifier.finish());
        }
        if let Err(finding) = page.iter().try_for_each(|entry| verifier.take(entry)) {
            return Ok(Err(finding));
        }
        seen(verifier.head().sequence);
    }
}
