//! What can happen to a tenant.

use serde::{Deserialize, Serialize};

use super::{RetainedRows, Settings};
use crate::time::Instant;

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
    /// What was kept long enough is gone.
    RetentionApplied {
        /// What of.
        retained: RetainedRows,
        /// Everything from before this instant.
        before: Instant,
        /// How many rows that were.
        rows: u64,
    },
}

impl TenantEvent {
    /// The settings that hold from this event on, if it is about settings.
    pub fn settings(&self) -> Option<&Settings> {
        match self {
            Self::TenantAdded { settings } | Self::SettingsChanged { settings } => Some(settings),
            Self::RetentionApplied { .. } => None,
        }
    }
}
