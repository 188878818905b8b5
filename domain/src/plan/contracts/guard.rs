//! Whether a contract change may be applied as it is.

use crate::import_log::Fingerprint;
use crate::refusal::Refusal;
use crate::rule::{Q_40, RuleId};

/// A contract change that may not be applied as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContractChangeRefused {
    /// So many changes have to be confirmed by their number.
    #[error(
        "the change would change the access of {touched} enrollments, more than {threshold}; \
         look at it with --dry-run, then give --confirm {touched}"
    )]
    Unconfirmed {
        /// How many it would change.
        touched: u64,
        /// How many may change without being confirmed.
        threshold: u32,
    },
    /// Another number was confirmed.
    #[error(
        "the change would change the access of {touched} enrollments, not {confirmed} as confirmed; \
         look at it with --dry-run"
    )]
    OtherCount {
        /// How many it would change.
        touched: u64,
        /// The number confirmed.
        confirmed: u64,
    },
    /// Something is different from what was shown.
    #[error(
        "the change is another one than the one shown: its fingerprint is {found}; look at it with --dry-run again"
    )]
    OtherPlan {
        /// The fingerprint of what would happen now.
        found: Fingerprint,
    },
}

impl Refusal for ContractChangeRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[Q_40]
    }
}

/// What a person who applies a plan was shown of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown {
    /// The number of enrollments whose access changes.
    pub confirmed: Option<u64>,
    /// The plan's fingerprint.
    pub fingerprint: Option<Fingerprint>,
}

/// Holds a contract change against the tenant's guard threshold, and against what was shown of it.
///
/// # Errors
/// [`ContractChangeRefused`]: another fingerprint or number than the plan's, or more changes than the threshold
/// without a number.
pub fn guard(
    touched: u64,
    found: Fingerprint,
    threshold: u32,
    shown: Shown,
) -> Result<(), ContractChangeRefused> {
    if shown.fingerprint.is_some_and(|fingerprint| fingerprint != found) {
        return Err(ContractChangeRefused::OtherPlan { found });
    }
    match shown.confirmed {
        Some(confirmed) if confirmed != touched => {
            Err(ContractChangeRefused::OtherCount { touched, confirmed })
        }
        None if touched > u64::from(threshold) => {
            Err(ContractChangeRefused::Unconfirmed { touched, threshold })
        }
        _ => Ok(()),
    }
}
