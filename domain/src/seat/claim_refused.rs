//! Why a link or a code opens no seat, or not for this person.

use super::OfferRefused;
use crate::access::AccessRefused;
use crate::refusal::Refusal;
use crate::rule::{
    CUS_21, ORD_13, ORD_14, Q_03, Q_04, Q_05, Q_09, Q_10, Q_11, REG_14, REG_24, REG_30, RuleId,
};
use crate::secret::{LinkSecretError, RegistrationCodeError};
use crate::time::Instant;

/// A claim that is turned down; the seat stays as it is, and no refusal says who else is concerned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimRefused {
    /// What was given is not a link.
    #[error(transparent)]
    NotALink(#[from] LinkSecretError),
    /// What was given is not a code.
    #[error(transparent)]
    NotACode(#[from] RegistrationCodeError),
    /// No invitation has the link.
    #[error("no invitation belongs to this link; compare it with the mail, or ask for a new one")]
    UnknownLink,
    /// No seat has the code, or none any more.
    #[error(
        "no seat has this registration code, or none has it any more; ask who gave it to you for the present one"
    )]
    UnknownCode,
    /// A newer link of the same invitation was sent.
    #[error("a newer link was sent for this invitation; open the newest mail")]
    NewerLink,
    /// Somebody else took the seat.
    #[error("this invitation was used by someone else; ask who invited you for another one")]
    UsedBySomeoneElse,
    /// Its time is over.
    #[error("this invitation ended at {ended_at}; ask who invited you to send it again")]
    Expired {
        /// The first instant at which it was over.
        ended_at: Instant,
    },
    /// The buyer took the invitation back.
    #[error("this invitation was withdrawn; ask who invited you for another one")]
    Withdrawn,
    /// The buyer took the seat back.
    #[error("the seat that this link opened was taken back; ask who invited you for another one")]
    Reclaimed,
    /// The seat is out of use.
    #[error("the seat is not in use any more, so it opens nothing; ask who invited you")]
    Void,
    /// The order is not paid, or not any more.
    #[error(
        "the seat cannot be taken as long as its order is not completed; ask who invited you, or try later"
    )]
    NotGranting,
    /// The buyer is not Active, and the price says that nobody accepts meanwhile.
    #[error("the seat cannot be taken at present; ask who invited you, or try later")]
    Frozen,
    /// Only the invited address may accept.
    #[error("this invitation is for another email address; accept it with the address it was sent to")]
    OtherAddress,
    /// The account may not sign in.
    #[error(
        "the account of this email address may not sign in at present, so it can take no seat; ask an administrator"
    )]
    Barred,
    /// The window that every holder shares is over.
    #[error("the access ended at {ended_at}, so the seat would open nothing; it stays as it is")]
    WindowOver {
        /// The first instant past the window.
        ended_at: Instant,
    },
    /// An account has to be made, and needs a name.
    #[error("there is no account of this email address yet; give a first name and a last name to make one")]
    NeedsName,
    /// The window cannot be computed.
    #[error(transparent)]
    Access(#[from] AccessRefused),
}

impl ClaimRefused {
    /// The word for it, for programs.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NotALink(_) | Self::NotACode(_) => "malformed",
            Self::UnknownLink | Self::UnknownCode => "unknown",
            Self::NewerLink => "newer_link",
            Self::UsedBySomeoneElse => "used",
            Self::Expired { .. } => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Reclaimed => "reclaimed",
            Self::Void => "void",
            Self::NotGranting => "not_granting",
            Self::Frozen => "frozen",
            Self::OtherAddress => "other_address",
            Self::Barred => "barred",
            Self::WindowOver { .. } => "over",
            Self::NeedsName => "needs_name",
            Self::Access(_) => "no_window",
        }
    }
}

impl Refusal for ClaimRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NotALink(_) | Self::UnknownLink | Self::NeedsName => &[REG_14],
            Self::NotACode(_) => &[Q_10],
            Self::UnknownCode | Self::Reclaimed | Self::Withdrawn => &[Q_10, REG_30],
            Self::NewerLink | Self::Expired { .. } => &[Q_09],
            Self::UsedBySomeoneElse => &[Q_04, REG_24],
            Self::Void => &[ORD_14],
            Self::NotGranting => &[ORD_13],
            Self::Frozen => &[Q_11],
            Self::OtherAddress => &[Q_05],
            Self::Barred => &[CUS_21],
            Self::WindowOver { .. } => &[Q_03],
            Self::Access(refused) => refused.rules(),
        }
    }
}

impl From<OfferRefused> for ClaimRefused {
    fn from(refused: OfferRefused) -> Self {
        match refused {
            OfferRefused::Void { .. } => Self::Void,
            OfferRefused::NotGranting { .. } => Self::NotGranting,
            OfferRefused::WindowOver { ended_at, .. } => Self::WindowOver { ended_at },
            OfferRefused::Access(refused) => Self::Access(refused),
        }
    }
}
