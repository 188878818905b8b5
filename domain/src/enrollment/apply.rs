//! Folding enrollment events.

use super::{EnrollmentEvent, EnrollmentFact};
use crate::stamp::Stamp;

impl EnrollmentFact {
    /// The fact that an event leaves behind.
    pub fn from_event(event: &EnrollmentEvent, stamp: &Stamp) -> Self {
        Self { change: event.change(), stamp: stamp.clone() }
    }
}
