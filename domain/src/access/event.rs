//! What can happen to access.

use serde::{Deserialize, Serialize};

use super::{AccessWindow, GrantSource};
use crate::id::{GrantId, ProductId};
use crate::time::AccessDuration;

/// A fact about an access grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccessEvent {
    /// Access was given; effective from the order date.
    AccessGranted {
        /// The grant's id.
        grant: GrantId,
        /// The product it opens.
        product: ProductId,
        /// What brought it about.
        source: GrantSource,
        /// The window, frozen (ACC-04).
        window: AccessWindow,
        /// The duration that begins at the first launch, for a price so anchored.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from_first_launch: Option<AccessDuration>,
    },
    /// The window was edited by hand.
    AccessWindowEdited {
        /// Which grant.
        grant: GrantId,
        /// The window before.
        old: AccessWindow,
        /// The window after.
        new: AccessWindow,
    },
    /// The first launch fixed the window.
    AccessFirstLaunched {
        /// Which grant.
        grant: GrantId,
        /// The window from now on.
        window: AccessWindow,
    },
    /// The grant was taken back.
    AccessRevoked {
        /// Which grant.
        grant: GrantId,
    },
    /// The grant's order was cancelled.
    AccessSuspended {
        /// Which grant.
        grant: GrantId,
    },
    /// The grant's order was brought back.
    AccessReinstated {
        /// Which grant.
        grant: GrantId,
    },
}

impl AccessEvent {
    /// The grant it is about.
    pub fn grant(&self) -> GrantId {
        match self {
            Self::AccessGranted { grant, .. }
            | Self::AccessWindowEdited { grant, .. }
            | Self::AccessFirstLaunched { grant, .. }
            | Self::AccessRevoked { grant }
            | Self::AccessSuspended { grant }
            | Self::AccessReinstated { grant } => *grant,
        }
    }
}
