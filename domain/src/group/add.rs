//! Making a group.

use super::{Group, GroupEvent, GroupRefused};
use crate::text::{Code, Title};

/// A new group's facts.
#[derive(Debug, Clone)]
pub struct AddGroup {
    /// Unique in the tenant.
    pub code: Code,
    /// The name shown.
    pub name: Title,
    /// Whether it passes to claimants of a member's seats (GRP-10).
    pub is_inherited: bool,
}

/// Makes a group.
///
/// # Errors
/// [`GroupRefused::CodeTaken`] when `holder`, the group that has the code now, is there.
pub fn add(command: AddGroup, holder: Option<&Group>) -> Result<Vec<GroupEvent>, GroupRefused> {
    if holder.is_some() {
        return Err(GroupRefused::CodeTaken(command.code));
    }
    let AddGroup { code, name, is_inherited } = command;
    Ok(vec![GroupEvent::GroupAdded { code, name, is_inherited }])
}
