//! Groups: sets of customers (GRP-01 to GRP-10).

mod add;
mod edit;
mod event;
mod membership;
mod refusal;

pub use add::{AddGroup, add};
pub use edit::{EditGroup, edit};
pub use event::GroupEvent;
pub use membership::{join, leave};
pub use refusal::GroupRefused;

use crate::id::GroupId;
use crate::stamp::Revision;
use crate::text::{Code, Title};

/// A set of customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Never changes.
    pub id: GroupId,
    /// Chosen by people, unique in the tenant.
    pub code: Code,
    /// The name shown.
    pub name: Title,
    /// Whether membership passes to whoever claims a seat of a member (GRP-10).
    pub is_inherited: bool,
    /// The stream's revision.
    pub revision: Revision,
}

impl Group {
    /// Makes the group from its first event; any other first event makes none.
    pub fn from_first(id: GroupId, event: &GroupEvent) -> Option<Self> {
        let GroupEvent::GroupAdded { code, name, is_inherited } = event else { return None };
        Some(Self {
            id,
            code: code.clone(),
            name: name.clone(),
            is_inherited: *is_inherited,
            revision: Revision::new(1),
        })
    }

    /// Folds one more event into the group.
    pub fn apply(&mut self, event: &GroupEvent, revision: Revision) {
        self.revision = revision;
        match event {
            GroupEvent::GroupAdded { .. } => {}
            GroupEvent::GroupEdited { name, is_inherited } => {
                self.name = name.clone();
                self.is_inherited = *is_inherited;
            }
        }
    }
}

#[cfg(test)]
mod tests;
