//! Whether a plan of reclaims may be applied as it is (Q-28, IMP-23).

use super::ReclaimPlan;
use crate::plan::ApplyOptions;
use crate::refusal::Refusal;
use crate::rule::{IMP_23, Q_28, RuleId};
use crate::settings::Settings;

/// A plan of reclaims that may not be applied as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReclaimSeatsRefused {
    /// Rows are refused and none may be left out.
    #[error(
        "{0} of the seats cannot be taken back, so none is; mend the list, or leave them out with --skip-bad"
    )]
    RowsRefused(u64),
    /// So many seats have to be confirmed by their number.
    #[error(
        "{touched} seats would be taken back, more than {threshold}; look at it with --dry-run, then give \
         --confirm {touched}"
    )]
    Unconfirmed {
        /// How many seats would be taken back.
        touched: u64,
        /// How many may be without being confirmed.
        threshold: u32,
    },
    /// Another number was confirmed.
    #[error("{touched} seats would be taken back, not {confirmed} as confirmed; look at it with --dry-run")]
    OtherCount {
        /// How many seats would be taken back.
        touched: u64,
        /// The number confirmed.
        confirmed: u64,
    },
}

impl Refusal for ReclaimSeatsRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::RowsRefused(_) => &[Q_28],
            Self::Unconfirmed { .. } | Self::OtherCount { .. } => &[IMP_23],
        }
    }
}

impl ReclaimPlan {
    /// Decides whether the plan may be applied.
    ///
    /// # Errors
    /// [`ReclaimSeatsRefused::RowsRefused`] unless bad rows are left out;
    /// [`ReclaimSeatsRefused::Unconfirmed`] (IMP-23) for more seats than the tenant's guard threshold lets pass,
    /// [`ReclaimSeatsRefused::OtherCount`] (IMP-23) for a plan confirmed by another number than its own.
    pub fn may_apply(&self, options: ApplyOptions, settings: &Settings) -> Result<(), ReclaimSeatsRefused> {
        let refused = self.refused();
        if refused > 0 && !options.skip_bad {
            return Err(ReclaimSeatsRefused::RowsRefused(refused));
        }
        let (touched, threshold) = (self.touched(), settings.guard_threshold);
        match options.confirm {
            Some(confirmed) if confirmed != touched => {
                Err(ReclaimSeatsRefused::OtherCount { touched, confirmed })
            }
            None if touched > u64::from(threshold) => {
                Err(ReclaimSeatsRefused::Unconfirmed { touched, threshold })
            }
            _ => Ok(()),
        }
    }
}
