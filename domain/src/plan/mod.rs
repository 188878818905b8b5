//! Import plans: what a file would do, worked out before anything is written (IMP-01 to IMP-23, Q-21 to Q-34).
//!
//! There is one folder for each kind of file. Its `plan` is a pure function of the table, of facts loaded beforehand
//! and of a [`Context`], and gives a [`Plan`]: what was found in the rows, and the events to commit. [`may_apply`] then
//! decides whether a plan may be applied as it is.

mod apply;
mod cells;
mod changes;
mod context;
pub mod contracts;
pub mod courses;
pub mod durations;
mod findings;
mod fingerprint;
pub mod groups;
mod header;
pub mod items;
mod known;
pub mod prices;
pub mod reclaims;
pub mod roster;
pub mod scores;
pub mod seats;
mod warning;
pub mod withdrawals;

#[cfg(test)]
pub(crate) mod ledger;
#[cfg(test)]
mod tests;

pub use apply::{ApplyOptions, ApplyRefused, may_apply};
pub use changes::{Changes, Planned};
pub use context::Context;
pub use findings::{CannotSignIn, Findings, RefusedRow, SkippedRow, WarnedRow};
pub use fingerprint::fingerprint;
pub use known::KnownAccount;
pub use warning::Warning;

use crate::import_log::{Fingerprint, ImportCounts, ImportEvent, ImportKind};

/// What a file would do: what was found in its rows, and the events to commit.
#[derive(Debug)]
pub struct Plan<C> {
    /// What kind of file.
    pub kind: ImportKind,
    /// The fingerprint of file and options.
    pub fingerprint: Fingerprint,
    /// What it comes to, in numbers; rows refused or left alone count as nothing else.
    pub counts: ImportCounts,
    /// The rows that need a word.
    pub findings: Findings,
    /// How many things would change; what [`ApplyOptions::confirm`] is held against.
    pub touched: u64,
    /// The events to commit.
    pub changes: C,
}

impl<C> Plan<C> {
    /// The plan of a file of which nothing can be applied.
    pub fn unreadable(kind: ImportKind, fingerprint: Fingerprint, rows: u64, findings: Findings) -> Self
    where
        C: Default,
    {
        let refused = findings.refused.len() as u64;
        let counts = ImportCounts { rows, refused, ..ImportCounts::default() };
        Self { kind, fingerprint, counts, findings, touched: 0, changes: C::default() }
    }

    /// The fact that the file was applied; the only event of the stream that its fingerprint names.
    pub fn applied_event(&self) -> ImportEvent {
        ImportEvent::ImportApplied { import: self.kind, fingerprint: self.fingerprint, counts: self.counts }
    }
}
