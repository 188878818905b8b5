//! Impersonation: an administrator acts as a customer, for a written reason and a short time, and every event says so.

mod act;
mod event;
mod refusal;
mod start;
#[cfg(test)]
mod tests;

pub use act::{Act, end, go_on, may_do};
pub use event::ImpersonationEvent;
pub use refusal::ImpersonationRefused;
pub use start::{LONGEST_MINUTES, start};

use crate::id::{CustomerId, ImpersonationId};
use crate::stamp::Stamp;
use crate::time::Instant;

/// One impersonation, from its start to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Impersonation {
    /// Names it in every event that happens under it.
    pub id: ImpersonationId,
    /// Who is impersonated.
    pub customer: CustomerId,
    /// When it is over, whatever happens.
    pub ends_at: Instant,
    /// When it was ended by a person, if it was.
    pub ended_at: Option<Instant>,
    /// When it began, by whom, and for what reason unless that was erased.
    pub stamp: Stamp,
}

impl Impersonation {
    /// Makes it from its first event; any other event makes none.
    pub fn from_first(customer: CustomerId, event: &ImpersonationEvent, stamp: &Stamp) -> Option<Self> {
        let ImpersonationEvent::ImpersonationStarted { impersonation, ends_at } = *event else { return None };
        Some(Self { id: impersonation, customer, ends_at, ended_at: None, stamp: stamp.clone() })
    }

    /// Folds one more event in.
    pub fn apply(&mut self, event: &ImpersonationEvent, stamp: &Stamp) {
        if matches!(event, ImpersonationEvent::ImpersonationEnded { impersonation } if *impersonation == self.id)
        {
            self.ended_at = Some(stamp.recorded_at);
        }
    }

    /// Whether anything can be done under it at `now`; not any more at its end.
    pub fn is_open_at(&self, now: Instant) -> bool {
        self.stamp.recorded_at <= now && now < self.ends_at && self.ended_at.is_none()
    }
}
