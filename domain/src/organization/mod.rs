//! Organizations: who buys for a group of people, one below another, and who answers for the people in them.
//!
//! A customer belongs to one organization at most; an administrator of an organization sees everybody in it and below it.

mod add;
mod administrators;
mod edit;
mod event;
mod hierarchy;
mod members;
mod place;
mod refusal;

pub use add::{AddOrganization, add};
pub use administrators::{appoint, dismiss};
pub use edit::retitle;
pub use event::OrganizationEvent;
pub use hierarchy::Hierarchy;
pub use members::{join, leave};
pub use place::place;
pub use refusal::OrganizationRefused;

use crate::id::OrganizationId;
use crate::stamp::Revision;
use crate::text::{Code, Title};

/// A buying company, a branch of one, or whatever else people are put together in to be answered for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Never changes.
    pub id: OrganizationId,
    /// Chosen by people, unique in the tenant.
    pub code: Code,
    /// The title shown.
    pub title: Title,
    /// The organization it belongs to; `None` at the top.
    pub parent: Option<OrganizationId>,
    /// The stream's revision.
    pub revision: Revision,
}

impl Organization {
    /// Makes the organization from its first event; any other first event makes none.
    pub fn from_first(id: OrganizationId, event: &OrganizationEvent) -> Option<Self> {
        let OrganizationEvent::OrganizationAdded { code, title, parent } = event else { return None };
        let (code, title) = (code.clone(), title.clone());
        Some(Self { id, code, title, parent: *parent, revision: Revision::new(1) })
    }

    /// Folds one more event into the organization.
    pub fn apply(&mut self, event: &OrganizationEvent, revision: Revision) {
        self.revision = revision;
        match event {
            OrganizationEvent::OrganizationAdded { .. } => {}
            OrganizationEvent::OrganizationRetitled { title } => self.title = title.clone(),
            OrganizationEvent::OrganizationPlaced { parent } => self.parent = *parent,
        }
    }
}

#[cfg(test)]
mod tests;
