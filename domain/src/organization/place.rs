//! Putting an organization below another one.

use super::{Hierarchy, Organization, OrganizationEvent, OrganizationRefused};
use crate::id::OrganizationId;
use crate::refusal::Outcome;

/// Puts an organization, with everything below it, below another one, or to the top.
///
/// The decision rests on the new parent and on everything above it: a commit names the revision of each, so that two
/// moves at once cannot make a circle together.
///
/// # Errors
/// [`OrganizationRefused::NoParent`], [`OrganizationRefused::BelowItself`].
pub fn place(
    organization: &Organization,
    parent: Option<OrganizationId>,
    all: &Hierarchy,
) -> Result<(Outcome, Vec<OrganizationEvent>), OrganizationRefused> {
    if parent == organization.parent {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    if let Some(id) = parent {
        let above = all.get(id).ok_or(OrganizationRefused::NoParent(id))?;
        if all.upward(id).any(|one| one.id == organization.id) {
            let (organization, parent) = (organization.code.clone(), above.code.clone());
            return Err(OrganizationRefused::BelowItself { organization, parent });
        }
    }
    Ok((Outcome::Applied, vec![OrganizationEvent::OrganizationPlaced { parent }]))
}
