//! Telling how far a copy has come.

/// A part of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Rows are being written.
    Copying,
    /// What the source holds is being read for its hash.
    HashingSource,
    /// What the target holds is being read for its hash.
    HashingTarget,
}

/// Hears how far a copy has come; what it does with it changes nothing.
pub trait CopyProgress {
    /// So many rows of a part are done, of so many in all tables; the last of them are of this table.
    fn at(&self, part: Part, table: &str, done: u64, total: u64);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCopyProgress;

impl CopyProgress for NoCopyProgress {
    fn at(&self, _part: Part, _table: &str, _done: u64, _total: u64) {}
}
