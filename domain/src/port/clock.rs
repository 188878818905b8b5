//! The clock.

use crate::time::Instant;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The instant it is.
    fn now(&self) -> Instant;
}
