//! Why run-time data is turned down.

use crate::catalogue::ItemKind;
use crate::customer::StatusWord;
use crate::id::CustomerId;
use crate::refusal::Refusal;
use crate::rule::{CUS_21, ENR_09, Q_46, RuleId, TRN_07};
use crate::scorm::CmiDataRefused;
use crate::text::Code;
use crate::time::Instant;
use crate::transcript::TranscriptRefused;

/// A command on run-time data that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CmiRefused {
    /// Another kind of item has no run-time data.
    #[error("item {item} is a {kind}, and only a SCORM module has CMI data; name another item")]
    NotAModule {
        /// The item.
        item: Code,
        /// What it is.
        kind: ItemKind,
    },
    /// What was sent cannot be kept.
    #[error(transparent)]
    Data(#[from] CmiDataRefused),
    /// The session begins after it is committed.
    #[error(
        "the session is said to begin at {began_at}, after now ({now}); give the instant at which it began"
    )]
    BeginsLater {
        /// When it is said to begin.
        began_at: Instant,
        /// When it was sent.
        now: Instant,
    },
    /// The account is Inactive or Locked.
    #[error("customer {customer} is {status}, and only an active customer's modules are heard")]
    NotActive {
        /// Whose.
        customer: CustomerId,
        /// The status of the account.
        status: StatusWord,
    },
    /// The learner was taken out of the course.
    #[error("customer {0} is unenrolled from the course, so no more data is kept; enroll them again first")]
    Unenrolled(CustomerId),
    /// What holds for every entry.
    #[error(transparent)]
    Transcript(#[from] TranscriptRefused),
}

impl Refusal for CmiRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NotAModule { .. } => &[TRN_07],
            Self::Data(refused) => refused.rules(),
            Self::BeginsLater { .. } => &[Q_46],
            Self::NotActive { .. } => &[CUS_21],
            Self::Unenrolled(_) => &[ENR_09],
            Self::Transcript(refused) => refused.rules(),
        }
    }
}
