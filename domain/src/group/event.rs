//! What can happen to a group.

use serde::{Deserialize, Serialize};

use crate::text::{Code, Title};

/// A fact about a group; membership is a fact about the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum GroupEvent {
    /// The group was made.
    GroupAdded {
        /// Its code.
        code: Code,
        /// Its name.
        name: Title,
        /// Whether it passes to claimants of a member's seats.
        is_inherited: bool,
    },
    /// Name or inheritance were changed.
    GroupEdited {
        /// The name from now on.
        name: Title,
        /// Whether it passes on from now on.
        is_inherited: bool,
    },
}
