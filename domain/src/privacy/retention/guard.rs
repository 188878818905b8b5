//! Whether a plan may be applied as it is.

use crate::id::CustomerId;
use crate::refusal::Refusal;
use crate::rule::{RuleId, X_05};

/// What keeps something from going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RetentionRefused {
    /// So much has to be confirmed by its number.
    #[error(
        "{touched} rows and people are due, more than {threshold}; \
         look at them with --dry-run, then give --confirm {touched}"
    )]
    Unconfirmed {
        /// How many are due.
        touched: u64,
        /// How many may go without being confirmed.
        threshold: u32,
    },
    /// Another number was confirmed.
    #[error("{touched} rows and people are due, not {confirmed} as confirmed; look at them with --dry-run")]
    OtherCount {
        /// How many are due.
        touched: u64,
        /// The number confirmed.
        confirmed: u64,
    },
    /// The period of a person is not over.
    #[error("customer {0} is not inactive for the time set any more")]
    NotDue(CustomerId),
}

impl Refusal for RetentionRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[X_05]
    }
}

/// Holds what is due against the tenant's guard threshold.
///
/// # Errors
/// [`RetentionRefused`]: another number than the one confirmed, or more than the threshold without a number.
pub fn guard(touched: u64, threshold: u32, confirmed: Option<u64>) -> Result<(), RetentionRefused> {
    match confirmed {
        Some(confirmed) if confirmed != touched => Err(RetentionRefused::OtherCount { touched, confirmed }),
        None if touched > u64::from(threshold) => Err(RetentionRefused::Unconfirmed { touched, threshold }),
        _ => Ok(()),
    }
}
