//! The tenant's settings.

mod change;
mod event;
mod key;
mod tenant;

pub use change::{SettingsRefused, change};
pub use event::TenantEvent;
pub use key::SettingKey;
pub use tenant::{TenantId, TenantIdError};

use serde::{Deserialize, Serialize};

use crate::money::Currency;
use crate::time::Zone;

/// When a customer may be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeleteRule {
    /// Only with neither a placed order nor access in force or to come.
    #[default]
    Neither,
    /// With no placed order or with no access; placed orders go too.
    Either,
}

/// Everything a tenant decides for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The zone in which a date typed by a person is a whole day.
    pub time_zone: Zone,
    /// The currency of prices and costs.
    pub currency: Currency,
    /// The language of texts, a BCP 47 tag.
    pub locale: String,
    /// The most data rows an import file may have.
    pub import_max_rows: u32,
    /// The fewest characters a password may have.
    pub password_min_length: u32,
    /// When a customer may be deleted.
    pub delete_rule: DeleteRule,
    /// Plans that touch more than this must be confirmed by their count.
    pub guard_threshold: u32,
    /// Whether `--now` is honoured, for rehearsals.
    pub is_test_clock_allowed: bool,
}

impl Settings {
    /// What a new tenant starts with.
    pub fn initial() -> Self {
        Self {
            time_zone: Zone::utc(),
            currency: Currency::USD,
            locale: "en".to_owned(),
            import_max_rows: 100_000,
            password_min_length: 15,
            delete_rule: DeleteRule::Neither,
            guard_threshold: 100_000,
            is_test_clock_allowed: false,
        }
    }
}

#[cfg(test)]
mod tests;
