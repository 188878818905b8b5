//! Why a command on access is turned down.

use super::Standing;
use crate::id::{CustomerId, GrantId};
use crate::refusal::Refusal;
use crate::rule::{ACC_04, ACC_09, ACC_13, GDPR_11, PRC_01, RuleId};
use crate::time::{Instant, TimeError};

/// A command on access that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccessRefused {
    /// The person's data was erased, for good.
    #[error("customer {0} was erased; the access of an erased record cannot be changed")]
    Erased(CustomerId),
    /// The window would be empty.
    #[error("the access would end at {ends_at} and start at {starts_at}; give an end after the start")]
    EndNotAfterStart {
        /// The start wanted.
        starts_at: Instant,
        /// The end wanted.
        ends_at: Instant,
    },
    /// The end cannot be computed.
    #[error("the access has no end that can be computed: {0}")]
    Duration(#[from] TimeError),
    /// There is no such grant.
    #[error("the customer has no access grant {0}")]
    NoSuchGrant(GrantId),
    /// The grant was taken back, or its order is cancelled.
    #[error("access grant {grant} is {standing} and cannot be edited; {}", advice(*.standing))]
    NotHeld {
        /// Which grant.
        grant: GrantId,
        /// Its standing.
        standing: Standing,
    },
    /// The grant's window does not wait for a first launch.
    #[error("access grant {0} does not count from the first launch, or was launched already")]
    NotAwaitingLaunch(GrantId),
    /// The launch is not inside the window.
    #[error("access grant {grant} is not open at {at}, so nothing can be launched by it")]
    NotOpen {
        /// Which grant.
        grant: GrantId,
        /// The launch.
        at: Instant,
    },
}

impl Refusal for AccessRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Erased(_) => &[GDPR_11],
            Self::EndNotAfterStart { .. } => &[ACC_09],
            Self::Duration(_) => &[ACC_04],
            Self::NoSuchGrant(_) | Self::NotHeld { .. } => &[ACC_13],
            Self::NotAwaitingLaunch(_) | Self::NotOpen { .. } => &[PRC_01],
        }
    }

    fn is_missing(&self) -> bool {
        matches!(self, Self::NoSuchGrant(_))
    }
}

fn advice(standing: Standing) -> &'static str {
    match standing {
        Standing::Suspended => "reinstate its order first",
        Standing::Held | Standing::Revoked => "assign the product again instead",
    }
}
