//! What is written about an enrollment.

use serde::{Deserialize, Serialize};

use crate::stamp::Stamp;
use crate::time::Instant;

/// What a fact about an enrollment says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum EnrollmentChange {
    /// Enrolled again by hand.
    Enrolled,
    /// Taken out of the course (ENR-09).
    Unenrolled,
    /// A typed end, which wins over every window given before it (ENR-05, X-06).
    OverrideSet {
        /// The first instant past the access.
        ends_at: Instant,
    },
    /// The typed end was taken away.
    OverrideCleared,
}

/// One fact about an enrollment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrollmentFact {
    /// What it says.
    pub change: EnrollmentChange,
    /// When, by whom and why.
    pub stamp: Stamp,
}
