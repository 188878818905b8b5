//! Why something is not put on a transcript.

use super::{ItemStatus, ScoreRefused};
use crate::id::{CustomerId, ItemId};
use crate::refusal::Refusal;
use crate::rule::{ACC_01, ENR_14, Q_46, Q_55, RuleId, TRN_05, TRN_16};
use crate::time::Instant;

/// Something that the rules do not let onto a transcript.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TranscriptRefused {
    /// There never was a grant for the course.
    #[error("customer {0} never had access to the course; assign a product that opens it first")]
    NeverGranted(CustomerId),
    /// The learner is out of the course.
    #[error("customer {0} is unenrolled from the course; enroll them again first")]
    Unenrolled(CustomerId),
    /// The learner's work began while the course was not open.
    #[error("the course was not open to customer {customer} on {at}, when the work began")]
    NotOpen {
        /// Whose work.
        customer: CustomerId,
        /// When it began.
        at: Instant,
    },
    /// The item belongs to other versions of its course.
    #[error("item {item} is not part of version {version} of its course, which the customer takes")]
    NotInVersion {
        /// The item.
        item: ItemId,
        /// The version that the learner takes.
        version: u32,
    },
    /// What is to come is not on record.
    #[error("{at} has not come yet; give an instant up to now")]
    NotYet {
        /// The instant given.
        at: Instant,
    },
    /// An instant of completion without a completion.
    #[error(
        "an item that is {0} has no completion date; leave the date away, or set completed, passed or failed"
    )]
    NotOver(ItemStatus),
    /// A score for nothing.
    #[error("an item that is not_attempted has no score; leave the score away, or give another status")]
    NothingToScore,
    /// The score is none of the item's scale.
    #[error(transparent)]
    Score(#[from] ScoreRefused),
}

impl Refusal for TranscriptRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NeverGranted(_) => &[ACC_01],
            Self::Unenrolled(_) => &[Q_55],
            Self::NotOpen { .. } => &[Q_46],
            Self::NotInVersion { .. } => &[ENR_14],
            Self::NotYet { .. } | Self::NotOver(_) | Self::NothingToScore => &[TRN_05],
            Self::Score(_) => &[TRN_16],
        }
    }
}
