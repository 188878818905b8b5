//! Whether the tenant is there.

use rollbook_domain::port::TenantStore;
use rollbook_domain::settings::TenantId;

use crate::Finding;

/// Looks the tenant up.
pub(super) async fn examine(store: &dyn TenantStore, tenant: &TenantId) -> Finding {
    match store.tenant_state().await {
        Ok(Some(state)) => {
            let settings = state.settings;
            let zone = settings.time_zone.name();
            if settings.is_test_clock_allowed {
                let advice = "`rollbook settings set test_clock no` forbids it";
                return Finding::warn(
                    "tenant",
                    format!("{tenant}, in {zone}, allows a test clock; {advice}"),
                );
            }
            Finding::ok("tenant", format!("{tenant}, in {zone}, with prices in {}", settings.currency))
        }
        Ok(None) => {
            Finding::warn("tenant", format!("there is no tenant {tenant} yet; `rollbook init` makes it"))
        }
        Err(error) => Finding::fail("tenant", format!("the settings cannot be read: {error}")),
    }
}
