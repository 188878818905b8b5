//! Whether a plan that uses seats may be applied as it is (Q-06, Q-28, N81).

use crate::customer::{Customer, CustomerRefused, Identity};
use crate::refusal::Refusal;
use crate::rule::{IMP_23, Q_06, Q_28, RuleId};
use crate::settings::Settings;

/// How seats are to be given out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GiveOutOptions {
    /// Leave refused rows out instead of refusing all.
    pub skip_bad: bool,
    /// Where there are more recipients than seats, serve the first ones.
    pub fill_available: bool,
    /// Give a seat also to who has access to the product already.
    pub may_stack: bool,
    /// The number of seats that would be used, as the person who applies the plan was told.
    pub confirm: Option<u64>,
}

/// What a plan that uses seats comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct GiveOut {
    /// Whether the file itself is wrong, so that no row of it can be applied.
    pub is_unreadable: bool,
    /// Rows refused for what stands in them.
    pub refused: u64,
    /// Recipients who need a seat.
    pub needed: u64,
    /// Seats there are for them.
    pub available: u64,
}

impl GiveOut {
    /// How many seats are used.
    pub fn used(&self) -> u64 {
        self.needed.min(self.available)
    }
}

/// A plan that may not be applied as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GiveOutRefused {
    /// The file itself is wrong.
    #[error("the file cannot be read, so nothing of it can be applied")]
    Unreadable,
    /// Rows are refused and none may be left out.
    #[error("{0} rows are refused, so no seat is given out; mend them, or leave them out with --skip-bad")]
    RowsRefused(u64),
    /// There are more recipients than seats.
    #[error(
        "{needed} recipients need a seat and {available} are available, so none is given out; \
         buy or reclaim seats{}", advice(*.available)
    )]
    NotEnoughSeats {
        /// Recipients who need a seat.
        needed: u64,
        /// Seats there are for them.
        available: u64,
    },
    /// So much has to be confirmed by its number.
    #[error(
        "{used} seats would be used, more than {threshold}; look at it with --dry-run, then give --confirm {used}"
    )]
    Unconfirmed {
        /// How many seats would be used.
        used: u64,
        /// How many may be used without being confirmed.
        threshold: u32,
    },
    /// Another number was confirmed.
    #[error("{used} seats would be used, not {confirmed} as confirmed; look at it with --dry-run")]
    OtherCount {
        /// How many seats would be used.
        used: u64,
        /// The number confirmed.
        confirmed: u64,
    },
}

impl Refusal for GiveOutRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Unreadable | Self::RowsRefused(_) => &[Q_28],
            Self::NotEnoughSeats { .. } => &[Q_06],
            Self::Unconfirmed { .. } | Self::OtherCount { .. } => &[IMP_23],
        }
    }
}

fn advice(available: u64) -> &'static str {
    if available > 0 { ", or serve the first ones with --fill-available" } else { " first" }
}

/// Decides whether a plan that uses seats may be applied.
///
/// # Errors
/// [`GiveOutRefused::Unreadable`] and [`GiveOutRefused::RowsRefused`], [`GiveOutRefused::NotEnoughSeats`],
/// [`GiveOutRefused::Unconfirmed`] and [`GiveOutRefused::OtherCount`] (IMP-23).
pub fn may_give_out(
    plan: &GiveOut,
    options: GiveOutOptions,
    settings: &Settings,
) -> Result<(), GiveOutRefused> {
    let GiveOut { is_unreadable, refused, needed, available } = *plan;
    if is_unreadable {
        return Err(GiveOutRefused::Unreadable);
    }
    if refused > 0 && !options.skip_bad {
        return Err(GiveOutRefused::RowsRefused(refused));
    }
    if needed > available && (available == 0 || !options.fill_available) {
        return Err(GiveOutRefused::NotEnoughSeats { needed, available });
    }
    let (used, threshold) = (plan.used(), settings.guard_threshold);
    match options.confirm {
        Some(confirmed) if confirmed != used => Err(GiveOutRefused::OtherCount { used, confirmed }),
        None if used > u64::from(threshold) => Err(GiveOutRefused::Unconfirmed { used, threshold }),
        _ => Ok(()),
    }
}

/// Whether anything can be done in the name of a buyer; one who is Inactive or Locked still has their seats.
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11).
pub fn may_hand_out(buyer: &Customer) -> Result<(), CustomerRefused> {
    match buyer.identity {
        Identity::Known(_) => Ok(()),
        Identity::Erased { .. } => Err(CustomerRefused::Erased(buyer.id)),
    }
}
