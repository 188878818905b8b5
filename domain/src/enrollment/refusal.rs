//! Why a command on an enrollment is turned down.

use super::StateWord;
use crate::id::CustomerId;
use crate::refusal::Refusal;
use crate::rule::{ACC_01, ENR_11, ENR_16, Q_40, RuleId, X_11};

/// A command on an enrollment that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EnrollmentRefused {
    /// There never was a grant for the course.
    #[error("customer {0} never had access to the course; assign a product that opens it first")]
    NeverGranted(CustomerId),
    /// The account is Inactive, so a bulk edit passes over it.
    #[error("customer {0} is inactive; set the status to active first")]
    NotActive(CustomerId),
    /// The transition does not exist.
    #[error("customer {customer} is {from}; {advice}")]
    NoSuchTransition {
        /// Whose enrollment.
        customer: CustomerId,
        /// The state it is in.
        from: StateWord,
        /// What to do instead.
        advice: &'static str,
    },
    /// So many changes have to be confirmed by their number.
    #[error(
        "the edit would change {touched} enrollments, more than {threshold}; look at it with a dry run, then confirm the number {touched}"
    )]
    Unconfirmed {
        /// How many it would change.
        touched: u64,
        /// How many may change without being confirmed.
        threshold: u32,
    },
    /// Another number was confirmed.
    #[error(
        "the edit would change {touched} enrollments, not {confirmed} as confirmed; look at it with a dry run"
    )]
    OtherCount {
        /// How many it would change.
        touched: u64,
        /// The number confirmed.
        confirmed: u64,
    },
}

impl Refusal for EnrollmentRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NeverGranted(_) => &[ACC_01],
            Self::NotActive(_) => &[ENR_11, X_11],
            Self::NoSuchTransition { .. } => &[ENR_16],
            Self::Unconfirmed { .. } | Self::OtherCount { .. } => &[Q_40],
        }
    }
}
