//! Why a link to an account is not sent, or cannot be used.

use super::LinkPurpose;
use crate::id::CustomerId;
use crate::refusal::Refusal;
use crate::rule::{GDPR_11, MAIL_06, MAIL_07, RuleId, X_10};
use crate::time::Instant;

/// A link that is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SendLinkRefused {
    /// The person's data was erased, for good.
    #[error("customer {0} was erased, so there is nobody to send a link to")]
    Erased(CustomerId),
    /// Enough were sent already.
    #[error(
        "customer {customer} was sent {most} such links within the hour; the next may follow from {next_at} on"
    )]
    TooMany {
        /// The customer.
        customer: CustomerId,
        /// How many are sent within an hour at most.
        most: usize,
        /// The first instant at which there may be one more.
        next_at: Instant,
    },
    /// The account is not locked.
    #[error("customer {0} is not locked, so there is nothing to unlock")]
    NotLocked(CustomerId),
    /// An administrator stopped the account, and only an administrator brings it back.
    #[error(
        "customer {0} was stopped by an administrator, who alone can bring the account back; \
         `rollbook customer status {0} active` does"
    )]
    StoppedByHand(CustomerId),
}

impl Refusal for SendLinkRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Erased(_) => &[GDPR_11],
            Self::TooMany { .. } => &[MAIL_06, MAIL_07],
            Self::NotLocked(_) => &[MAIL_07],
            Self::StoppedByHand(_) => &[X_10],
        }
    }
}

/// A link that cannot be used; it names nobody, because whoever holds the link may be a stranger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UseLinkRefused {
    /// No link has this secret.
    #[error("this link is not known; copy it again from the mail, whole, or ask for a new one")]
    Unknown,
    /// It was used, was tried after its time, or a password or another address was set since.
    #[error("this link does not work any more; ask for a new one")]
    Ended,
    /// Its time is over.
    #[error("this link was good until {0}; ask for a new one")]
    Expired(Instant),
    /// It is for something else.
    #[error("this link is to {0}, and to nothing else")]
    OtherPurpose(LinkPurpose),
    /// An administrator stopped the account since.
    #[error("this account was stopped by an administrator, who alone can bring it back")]
    StoppedByHand,
}

impl Refusal for UseLinkRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::OtherPurpose(LinkPurpose::Unlock) => &[MAIL_07],
            Self::StoppedByHand => &[X_10],
            Self::Unknown | Self::Ended | Self::Expired(_) | Self::OtherPurpose(_) => &[MAIL_06],
        }
    }

    fn is_missing(&self) -> bool {
        *self == Self::Unknown
    }
}
