//! Making an organization.

use super::{Hierarchy, OrganizationEvent, OrganizationRefused};
use crate::id::OrganizationId;
use crate::text::{Code, Title};

/// A new organization's facts.
#[derive(Debug, Clone)]
pub struct AddOrganization {
    /// Unique in the tenant.
    pub code: Code,
    /// The title shown.
    pub title: Title,
    /// What it belongs to; `None` for the top.
    pub parent: Option<OrganizationId>,
}

/// Makes an organization; nothing is below it yet, so that it can be put below any other.
///
/// # Errors
/// [`OrganizationRefused::CodeTaken`], [`OrganizationRefused::NoParent`].
pub fn add(command: AddOrganization, all: &Hierarchy) -> Result<Vec<OrganizationEvent>, OrganizationRefused> {
    if all.by_code(&command.code).is_some() {
        return Err(OrganizationRefused::CodeTaken(command.code));
    }
    if let Some(parent) = command.parent.filter(|parent| all.get(*parent).is_none()) {
        return Err(OrganizationRefused::NoParent(parent));
    }
    let AddOrganization { code, title, parent } = command;
    Ok(vec![OrganizationEvent::OrganizationAdded { code, title, parent }])
}
