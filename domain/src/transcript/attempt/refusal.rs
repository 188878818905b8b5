//! Why an attempt at a quiz is turned down.

use crate::catalogue::quiz::{AnswerProblem, QuizRefused};
use crate::customer::StatusWord;
use crate::id::{CustomerId, SubmissionId};
use crate::refusal::Refusal;
use crate::rule::{CUS_21, ENR_09, Q_45, RuleId, TRN_08, TRN_10, TRN_11, TRN_12};
use crate::text::Code;
use crate::time::Instant;
use crate::transcript::{ItemStatus, TranscriptRefused};

/// A command on attempts at a quiz that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AttemptRefused {
    /// The item is no quiz, or has no questions.
    #[error(transparent)]
    Quiz(#[from] QuizRefused),
    /// The answers do not fit the questions.
    #[error(transparent)]
    Answers(#[from] AnswerProblem),
    /// The attempt begins after it is handed in.
    #[error(
        "the attempt is said to begin at {started_at}, after now ({now}); give the instant at which it began"
    )]
    BeginsLater {
        /// When it is said to begin.
        started_at: Instant,
        /// When it was handed in.
        now: Instant,
    },
    /// The account is Inactive or Locked.
    #[error("customer {customer} is {status}, and only an active customer hands in attempts")]
    NotActive {
        /// Whose.
        customer: CustomerId,
        /// The status of the account.
        status: StatusWord,
    },
    /// The learner was taken out of the course.
    #[error(
        "customer {0} is unenrolled from the course, so the attempt is not taken; enroll them again first"
    )]
    Unenrolled(CustomerId),
    /// Access ended while the attempt was made, and the grace period too.
    #[error(
        "access ended at {ended_at} while the attempt was made, and the {grace_minutes} minutes of grace are over; \
         `rollbook settings set quiz_grace_minutes` changes them for later attempts"
    )]
    AfterGrace {
        /// When access ended.
        ended_at: Instant,
        /// How long the grace period is.
        grace_minutes: u32,
    },
    /// Every attempt is used.
    #[error("all {limit} attempts at quiz {item} are used; removing a submission gives one back")]
    NoAttemptLeft {
        /// The quiz.
        item: Code,
        /// How many are allowed.
        limit: u32,
    },
    /// A status that a completion by hand does not have.
    #[error("a completion of a quiz cannot be {0}; give passed or failed")]
    NotAnEnd(ItemStatus),
    /// There is no such submission of the customer.
    #[error(
        "there is no submission {0} of this customer; `rollbook transcript submissions` shows those there are"
    )]
    NoSubmission(SubmissionId),
    /// What holds for every entry.
    #[error(transparent)]
    Transcript(#[from] TranscriptRefused),
}

impl Refusal for AttemptRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Quiz(refused) => refused.rules(),
            Self::Answers(_) => &[TRN_10],
            Self::BeginsLater { .. } | Self::AfterGrace { .. } => &[Q_45],
            Self::NotActive { .. } => &[CUS_21],
            Self::Unenrolled(_) => &[ENR_09],
            Self::NoAttemptLeft { .. } => &[TRN_12],
            Self::NotAnEnd(_) => &[TRN_08],
            Self::NoSubmission(_) => &[TRN_11],
            Self::Transcript(refused) => refused.rules(),
        }
    }

    fn is_missing(&self) -> bool {
        matches!(self, Self::NoSubmission(_))
    }
}
