//! What happens in an impersonation itself; it stands in the customer's stream.

use serde::{Deserialize, Serialize};

use crate::id::ImpersonationId;
use crate::time::Instant;

/// A fact about an impersonation. The reason is the event's note, for it is personal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ImpersonationEvent {
    /// An administrator began to act as the customer; this is written before anything is done under it.
    ImpersonationStarted {
        /// Names it.
        impersonation: ImpersonationId,
        /// When it is over, whatever happens.
        ends_at: Instant,
    },
    /// The administrator ended it.
    ImpersonationEnded {
        /// Which.
        impersonation: ImpersonationId,
    },
}

impl ImpersonationEvent {
    /// Which impersonation it is about.
    pub fn impersonation(&self) -> ImpersonationId {
        match self {
            Self::ImpersonationStarted { impersonation, .. } | Self::ImpersonationEnded { impersonation } => {
                *impersonation
            }
        }
    }
}
