//! What is worth knowing about a row that is applied all the same.

use std::fmt;

use crate::customer::StatusWord;
use crate::rule::{IMP_22, Q_21, Q_23, Q_25, Q_53, RuleId};

/// What is worth knowing about a row that is applied all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Warning {
    /// Another row of the same email came first with another name.
    OtherName,
    /// Another row of the same email came first with another password.
    OtherPassword,
    /// Another row of the same email came first with another customer code, or the account has another.
    OtherCode,
    /// The customer cannot sign in.
    Barred(StatusWord),
    /// The order is dated back.
    BackDated,
    /// The window is over before the import or before the order.
    BornEnded,
    /// Dates of a window without a price to give one.
    DatesWithoutPrice,
}

impl Warning {
    /// The rules behind it.
    pub fn rules(self) -> &'static [RuleId] {
        match self {
            Self::OtherName | Self::OtherPassword => &[Q_23],
            Self::OtherCode => &[Q_21],
            Self::Barred(_) => &[Q_25],
            Self::BackDated | Self::BornEnded => &[Q_53],
            Self::DatesWithoutPrice => &[IMP_22],
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherName => f.write_str("the name differs from the first row of this email, which counts"),
            Self::OtherPassword => {
                f.write_str("the password differs from the first row of this email, which counts")
            }
            Self::OtherCode => f.write_str("the customer has another customer code, which stays"),
            Self::Barred(status) => {
                write!(
                    f,
                    "the customer is {status} and stays so; what the row gives waits until that changes"
                )
            }
            Self::BackDated => f.write_str("the order is dated back"),
            Self::BornEnded => f.write_str("the access is over by the time of the import or of the order"),
            Self::DatesWithoutPrice => f.write_str("start and end date do nothing without a price"),
        }
    }
}
