//! Which files were applied, so that the same file twice is a no-op that says so (Q-29, IMP-23).

mod fingerprint;

use serde::{Deserialize, Serialize};

pub use fingerprint::Fingerprint;

use crate::id::ImportId;
use crate::time::Instant;

/// The kind of an import file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// Groups.
    Groups,
    /// Courses with a product and a price each.
    Courses,
    /// Content items.
    Items,
    /// Prices.
    Prices,
    /// Customers with their access.
    Roster,
    /// Unenrollments.
    Withdrawals,
    /// Scores of content items.
    Scores,
}

impl std::fmt::Display for ImportKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Groups => "groups",
            Self::Courses => "courses",
            Self::Items => "items",
            Self::Prices => "prices",
            Self::Roster => "roster",
            Self::Withdrawals => "withdrawals",
            Self::Scores => "scores",
        })
    }
}

/// What an import came to, in numbers; nothing personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Data rows read.
    pub rows: u64,
    /// Things of the file's kind made: customers, groups, courses, items, prices.
    pub created: u64,
    /// Things of the file's kind that were there.
    pub existing: u64,
    /// Things of the file's kind that were there and edited.
    pub edited: u64,
    /// Orders placed.
    pub orders: u64,
    /// Grants given.
    pub grants: u64,
    /// Group memberships made.
    pub group_memberships: u64,
    /// Learners unenrolled.
    pub unenrolled: u64,
    /// Results put on record.
    #[serde(default)]
    pub results: u64,
    /// Courses that this completes.
    #[serde(default)]
    pub completions: u64,
    /// Mails made.
    #[serde(default)]
    pub mails: u64,
    /// Accounts made that have no way to sign in yet.
    #[serde(default)]
    pub cannot_sign_in: u64,
    /// Rows left alone, with a reason.
    pub skipped: u64,
    /// Rows refused.
    pub refused: u64,
}

/// A fact about an import; it is the only one in its stream, so a file is applied once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ImportEvent {
    /// The file was applied.
    ImportApplied {
        /// What kind of file.
        import: ImportKind,
        /// The fingerprint of file and options.
        fingerprint: Fingerprint,
        /// What came of it.
        counts: ImportCounts,
    },
}

/// An import that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRecord {
    /// Its id, made from the fingerprint.
    pub id: ImportId,
    /// What kind of file.
    pub kind: ImportKind,
    /// The fingerprint of file and options.
    pub fingerprint: Fingerprint,
    /// What came of it.
    pub counts: ImportCounts,
    /// When it was applied.
    pub recorded_at: Instant,
}

impl ImportRecord {
    /// Makes the record from its stream's one event.
    pub fn from_first(id: ImportId, event: &ImportEvent, recorded_at: Instant) -> Self {
        let ImportEvent::ImportApplied { import, fingerprint, counts } = event;
        Self { id, kind: *import, fingerprint: *fingerprint, counts: *counts, recorded_at }
    }
}
