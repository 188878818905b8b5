//! Making the tenant.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::settings::{Settings, TenantEvent};
use rollbook_domain::stamp::Revision;

use super::SettingChange;
use super::change::changed;
use crate::{Desk, Failure};

/// Makes the tenant, with the initial settings but for those given; a tenant that exists stays as it is.
///
/// # Errors
/// What [`change`](rollbook_domain::settings::change) refuses, even when the tenant exists.
pub async fn init_tenant(desk: &Desk<'_>, given: &[SettingChange]) -> Result<Outcome, Failure> {
    let (settings, _) = changed(&Settings::initial(), given, false)?;
    let mut tries = desk.tries();
    loop {
        if desk.store.tenant_state().await?.is_some() {
            return Ok(Outcome::Unchanged);
        }
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Tenant, Revision::NONE);
        let event = TenantEvent::TenantAdded { settings: Box::new(settings.clone()) };
        commit.push(Event::Tenant(event), None);
        if tries.commit(commit).await? {
            return Ok(Outcome::Applied);
        }
    }
}
