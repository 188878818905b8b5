//! Telling how far an import has come.

/// A stage of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The file is being read.
    Reading,
    /// What is there already is being looked up, and the plan made.
    Planning,
    /// Passwords are being hashed.
    Passwords,
    /// The plan is being written.
    Writing,
}

/// Hears how far an import has come; what it does with it changes nothing.
pub trait Progress: Send + Sync {
    /// So many of so many things of a stage are done.
    fn at(&self, stage: Stage, done: u64, total: u64);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn at(&self, _stage: Stage, _done: u64, _total: u64) {}
}
