//! What a use case that changes one thing reports.

use rollbook_domain::refusal::Outcome;

/// The thing a command was about, and whether the command changed anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed<Id> {
    /// The thing.
    pub id: Id,
    /// Whether anything changed.
    pub outcome: Outcome,
}
