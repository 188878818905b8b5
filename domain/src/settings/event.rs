//! What can happen to a tenant.

use serde::{Deserialize, Serialize};

use super::Settings;

/// A fact about the tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TenantEvent {
    /// The tenant was made.
    TenantAdded {
        /// Its settings at the start.
        settings: Box<Settings>,
    },
    /// Settings were changed.
    SettingsChanged {
        /// All settings from now on.
        settings: Box<Settings>,
    },
}

impl TenantEvent {
    /// The settings that hold from this event on.
    pub fn settings(&self) -> &Settings {
        match self {
            Self::TenantAdded { settings } | Self::SettingsChanged { settings } => settings,
        }
    }
}
