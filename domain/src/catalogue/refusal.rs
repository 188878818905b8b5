//! Why a command on the catalogue is turned down.

use rust_decimal::Decimal;

use crate::money::{Currency, Money};
use crate::refusal::Refusal;
use crate::rule::{ENR_14, MAIL_10, MAIL_11, MAIL_12, ORD_09, PRC_01, RuleId, TRN_12, TRN_16};
use crate::text::Code;

/// A command on the catalogue that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogueRefused {
    /// Another entry of the same kind has the code.
    #[error("the {what} code `{code}` is taken; give another one, or edit that {what}")]
    CodeTaken {
        /// The kind of entry.
        what: &'static str,
        /// The code.
        code: Code,
    },
    /// A number of an item makes no sense.
    #[error("the item's {what} is {value}; give a number of 0 or more, with at most 4 decimals")]
    OutOfRange {
        /// Which number.
        what: &'static str,
        /// What was given.
        value: String,
    },
    /// A share in the assessment that is more than all of it.
    #[error("the item's weight is {0} percent; give a number from 0 to 100")]
    MoreThanAll(Decimal),
    /// An item that nobody may try.
    #[error("the item's attempt limit is 0, so nobody could try it; give 1 or more, or none for any number")]
    NoAttempt,
    /// What is left out of a new version must be in the one before.
    #[error(
        "item `{item}` is not in version {version} of course `{course}`, so it cannot be left out of the next"
    )]
    NotInVersion {
        /// The item.
        item: Code,
        /// The course.
        course: Code,
        /// Its latest version.
        version: u32,
    },
    /// An item that cannot be waited for.
    #[error("an item can open only after another item of the same course; give the code or id of one")]
    AfterElsewhere,
    /// Items that wait for one another.
    #[error("the item cannot open after `{0}`, which itself waits for it; give an item that comes before")]
    AfterItself(Code),
    /// A second final assessment.
    #[error("the course has a final assessment already, `{0}`; take the mark from that item first")]
    SecondFinalAssessment(Code),
    /// A wait that is none, or is for ever.
    #[error("learners would be reminded after {0} days; give a whole number from 1 to 365")]
    InactivityDays(u32),
    /// Nobody is paid for buying.
    #[error("the unit price {0} is negative; give 0 or more")]
    NegativePrice(Money),
    /// A price in another currency than the tenant's.
    #[error("the unit price {price} is not in {currency}; give an amount in {currency}")]
    OtherCurrency {
        /// The price given.
        price: Money,
        /// The tenant's currency.
        currency: Currency,
    },
    /// Nobody could accept an invitation, or one would be open for ever.
    #[error("an invitation would be open for {0} days; give a whole number from 1 to 365")]
    InvitationLife(u16),
    /// A share of the seats that is more than all of them.
    #[error("a cap of {0} percent is more than all seats; give a whole number from 0 to 100")]
    ReclaimCap(u8),
    /// Fixed dates carry their own start, so no other anchor fits them.
    #[error("a price with fixed dates cannot count from {0}; leave the anchor at the order date")]
    AnchorNeedsDuration(super::Anchor),
}

impl Refusal for CatalogueRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::CodeTaken { .. } => &[ORD_09],
            Self::OutOfRange { .. } | Self::MoreThanAll(_) => &[TRN_16],
            Self::NoAttempt => &[TRN_12],
            Self::AfterElsewhere | Self::AfterItself(_) => &[MAIL_12],
            Self::SecondFinalAssessment(_) => &[MAIL_10],
            Self::InactivityDays(_) => &[MAIL_11],
            Self::NotInVersion { .. } => &[ENR_14],
            Self::AnchorNeedsDuration(_)
            | Self::NegativePrice(_)
            | Self::OtherCurrency { .. }
            | Self::InvitationLife(_)
            | Self::ReclaimCap(_) => &[PRC_01],
        }
    }
}
