//! Editing a group.

use super::{Group, GroupEvent};
use crate::refusal::Outcome;
use crate::text::Title;

/// What to change; `None` keeps what is there. The code never changes.
#[derive(Debug, Clone, Default)]
pub struct EditGroup {
    /// A new name.
    pub name: Option<Title>,
    /// Whether it passes on from now on; those who inherited it before keep it.
    pub is_inherited: Option<bool>,
}

/// Edits a group.
pub fn edit(group: &Group, command: EditGroup) -> (Outcome, Vec<GroupEvent>) {
    let name = command.name.unwrap_or_else(|| group.name.clone());
    let is_inherited = command.is_inherited.unwrap_or(group.is_inherited);
    if name == group.name && is_inherited == group.is_inherited {
        return (Outcome::Unchanged, Vec::new());
    }
    (Outcome::Applied, vec![GroupEvent::GroupEdited { name, is_inherited }])
}
