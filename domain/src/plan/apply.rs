//! Whether a plan may be applied as it is (Q-28, IMP-23).

use super::Plan;
use crate::refusal::Refusal;
use crate::rule::{IMP_23, Q_28, RuleId};
use crate::settings::Settings;

/// How a plan is to be applied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ApplyOptions {
    /// Leave refused rows out instead of refusing the file.
    pub skip_bad: bool,
    /// The number of things that would change, as the person who applies the plan was told.
    pub confirm: Option<u64>,
}

/// A plan that may not be applied as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ApplyRefused {
    /// The file itself is wrong.
    #[error("the file cannot be read, so nothing of it can be applied")]
    Unreadable,
    /// Rows are refused and none may be left out.
    #[error("{0} rows are refused, so nothing is applied; mend them, or leave them out with --skip-bad")]
    RowsRefused(u64),
    /// So much has to be confirmed by its number.
    #[error(
        "the import would change {touched} things{}, more than {threshold}; \
         look at it with --dry-run, then give --confirm {touched}",
        and_mails(*.mails)
    )]
    Unconfirmed {
        /// How many things would change.
        touched: u64,
        /// How many mails it would send.
        mails: u64,
        /// How many may change or be sent without being confirmed.
        threshold: u32,
    },
    /// Another number was confirmed.
    #[error(
        "the import would change {touched} things, not {confirmed} as confirmed; look at it with --dry-run"
    )]
    OtherCount {
        /// How many things would change.
        touched: u64,
        /// The number confirmed.
        confirmed: u64,
    },
}

impl Refusal for ApplyRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Unreadable | Self::RowsRefused(_) => &[Q_28],
            Self::Unconfirmed { .. } | Self::OtherCount { .. } => &[IMP_23],
        }
    }
}

/// Decides whether a plan may be applied.
///
/// # Errors
/// [`ApplyRefused::Unreadable`] and [`ApplyRefused::RowsRefused`]; [`ApplyRefused::Unconfirmed`] (IMP-23) for a
/// plan that changes more things, or sends more mails, than the tenant's guard threshold without being confirmed, [`ApplyRefused::OtherCount`]
/// (IMP-23) for any plan confirmed by another number than its own.
pub fn may_apply<C>(plan: &Plan<C>, options: ApplyOptions, settings: &Settings) -> Result<(), ApplyRefused> {
    if plan.findings.is_unreadable {
        return Err(ApplyRefused::Unreadable);
    }
    if plan.counts.refused > 0 && !options.skip_bad {
        return Err(ApplyRefused::RowsRefused(plan.counts.refused));
    }
    let (touched, mails, threshold) = (plan.touched, plan.counts.mails, settings.guard_threshold);
    match options.confirm {
        Some(confirmed) if confirmed != touched => Err(ApplyRefused::OtherCount { touched, confirmed }),
        None if touched.max(mails) > u64::from(threshold) => {
            Err(ApplyRefused::Unconfirmed { touched, mails, threshold })
        }
        _ => Ok(()),
    }
}

fn and_mails(mails: u64) -> String {
    if mails == 0 { String::new() } else { format!(" and send {mails} mails") }
}
