//! Changing settings.

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::settings::{SettingKey, Settings, SettingsRefused, TenantEvent, change};

use crate::{Desk, Failure};

/// A new value for one setting, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingChange {
    /// The setting.
    pub key: SettingKey,
    /// The value.
    pub value: String,
}

/// Changes settings, all of them or none, and gives those that hold afterwards.
///
/// # Errors
/// What [`change`] refuses: a value of another form, a currency that is in use; and [`Failure::Missing`]
/// while the tenant does not exist.
pub async fn change_settings(
    desk: &Desk<'_>,
    changes: &[SettingChange],
) -> Result<(Outcome, Settings), Failure> {
    let mut tries = desk.tries();
    loop {
        let tenant = desk.tenant().await?;
        let has_prices = !desk.store.catalogue().await?.prices().is_empty();
        let (settings, events) = changed(&tenant.settings, changes, has_prices)?;
        let outcome = if events.is_empty() { Outcome::Unchanged } else { Outcome::Applied };
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Tenant, tenant.revision);
        for event in events {
            commit.push(Event::Tenant(event), None);
        }
        if tries.commit(commit).await? {
            return Ok((outcome, settings));
        }
    }
}

/// The settings after all the changes, and what happened on the way.
pub(super) fn changed(
    settings: &Settings,
    changes: &[SettingChange],
    has_prices: bool,
) -> Result<(Settings, Vec<TenantEvent>), SettingsRefused> {
    let mut reached = settings.clone();
    let mut happened = Vec::new();
    for SettingChange { key, value } in changes {
        let (_, events) = change(&reached, *key, value, has_prices)?;
        if let Some(last) = events.iter().rev().find_map(TenantEvent::settings) {
            reached = last.clone();
        }
        happened.extend(events);
    }
    Ok((reached, happened))
}
