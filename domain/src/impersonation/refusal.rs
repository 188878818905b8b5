//! Why an impersonation, or an act under one, is turned down.

use crate::customer::StatusWord;
use crate::id::{CustomerId, ImpersonationId};
use crate::refusal::Refusal;
use crate::rule::{AUD_06, AUD_07, GDPR_11, RuleId};
use crate::time::Instant;

/// An impersonation, or an act under one, that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImpersonationRefused {
    /// It takes an administrator with that right.
    #[error("`{0}` has no right to impersonate; an administrator who has it may")]
    NotPermitted(String),
    /// One is under way already.
    #[error("impersonation {0} is under way, and none begins within another; end it first")]
    Nested(ImpersonationId),
    /// The person's data was erased, for good.
    #[error("customer {0} was erased and cannot be impersonated")]
    Erased(CustomerId),
    /// Its time is over, or it was ended.
    #[error("impersonation {impersonation} was over at {at}; begin another one if the reason still holds")]
    Over {
        /// Which.
        impersonation: ImpersonationId,
        /// Since when.
        at: Instant,
    },
    /// Somebody else began it.
    #[error("impersonation {impersonation} was begun by `{by}` and is no one else's")]
    AnotherPerson {
        /// Which.
        impersonation: ImpersonationId,
        /// Whose it is.
        by: String,
    },
    /// The account is not Active, so it can only be looked at.
    #[error("customer {customer} is {status}, so under impersonation they can be looked at but not changed")]
    ReadOnly {
        /// The customer.
        customer: CustomerId,
        /// The account's status.
        status: StatusWord,
    },
    /// No impersonation goes that far.
    #[error("{0} cannot be done under impersonation; do it in your own name, without --impersonation")]
    Barred(&'static str),
}

impl Refusal for ImpersonationRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Erased(_) => &[AUD_07, GDPR_11],
            Self::ReadOnly { .. } => &[AUD_07],
            Self::NotPermitted(_)
            | Self::Nested(_)
            | Self::Over { .. }
            | Self::AnotherPerson { .. }
            | Self::Barred(_) => &[AUD_06],
        }
    }
}
