//! What can happen to an organization.

use serde::{Deserialize, Serialize};

use crate::id::OrganizationId;
use crate::text::{Code, Title};

/// A fact about an organization; who belongs to it is a fact about the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OrganizationEvent {
    /// The organization was made.
    OrganizationAdded {
        /// Its code.
        code: Code,
        /// Its title.
        title: Title,
        /// What it belongs to.
        parent: Option<OrganizationId>,
    },
    /// The title was changed.
    OrganizationRetitled {
        /// The title from now on.
        title: Title,
    },
    /// It was put below another organization, or to the top.
    OrganizationPlaced {
        /// What it belongs to from now on.
        parent: Option<OrganizationId>,
    },
}
