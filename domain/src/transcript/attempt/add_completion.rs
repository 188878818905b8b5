//! Adding a completion to a quiz by hand (TRN-08, TRN-09).

use super::refusal::AttemptRefused;
use super::submit::{Handed, edition_of, scale, with_work};
use crate::catalogue::ContentItem;
use crate::catalogue::quiz::{Answers, ItemQuiz, QuizEdition};
use crate::id::SubmissionId;
use crate::personal::Personal;
use crate::time::Instant;
use crate::transcript::{ItemStatus, LearnerFacts, Score, TranscriptEvent, TranscriptRefused, outside_at};

/// A completion that an administrator adds.
#[derive(Debug, Clone, Copy)]
pub struct AddCompletion {
    /// The id of the submission that it becomes.
    pub submission: SubmissionId,
    /// Passed or failed.
    pub status: ItemStatus,
    /// When it is said to be handed in; now without it.
    pub submitted_at: Option<Instant>,
    /// The score; without it the best there is for passed, and none for failed.
    pub score: Option<Score>,
}

/// Adds a completion: a submission that nobody handed in and that is marked so wherever it shows. One that passed
/// has the right answers to every question (TRN-09). It uses up no attempt, and is marked where it is said to be handed in
/// outside the learner's access.
///
/// # Errors
/// [`AttemptRefused`]: [`Quiz`](AttemptRefused::Quiz) (TRN-13, TRN-08), [`NotAnEnd`](AttemptRefused::NotAnEnd) (TRN-08),
/// [`TranscriptRefused::NeverGranted`] (ACC-01), [`TranscriptRefused::Unenrolled`],
/// [`TranscriptRefused::NotYet`] (TRN-05) and [`TranscriptRefused::NotInVersion`] (ENR-14).
pub fn add_completion(
    facts: &LearnerFacts<'_>,
    item: &ContentItem,
    quiz: Option<&ItemQuiz>,
    command: AddCompletion,
    now: Instant,
) -> Result<Vec<TranscriptEvent>, AttemptRefused> {
    let AddCompletion { submission, status, submitted_at, score } = command;
    facts.writable_at(now)?;
    let version = facts.version_at(now);
    if !item.is_in(version) {
        return Err(TranscriptRefused::NotInVersion { item: item.id, version }.into());
    }
    let edition = edition_of(item, quiz, version, now)?;
    let is_passed = match status {
        ItemStatus::Passed => true,
        ItemStatus::Failed => false,
        other => return Err(AttemptRefused::NotAnEnd(other)),
    };
    if let Some(at) = submitted_at.filter(|at| *at > now) {
        return Err(TranscriptRefused::NotYet { at }.into());
    }
    let submitted_at = submitted_at.unwrap_or(now);
    let outside = outside_at(facts.transcript.customer, facts.grants, facts.enrollment, submitted_at)?;
    let maximum = scale(item, edition);
    let best = || Score::parse(maximum, Some(maximum)).map_err(TranscriptRefused::from);
    let score = match score {
        Some(score) => Some(score),
        None if is_passed => Some(best()?),
        None => None,
    };
    let event = Completion { item, version, edition, is_passed }.submitted(submission, submitted_at, score);
    Ok(with_work(facts, item, version, Handed { event, replaces: None, outside, at: now }))
}

/// What a completion by hand says of a quiz.
pub(in crate::transcript) struct Completion<'a> {
    /// The quiz.
    pub(in crate::transcript) item: &'a ContentItem,
    /// The version of the course.
    pub(in crate::transcript) version: u32,
    /// The edition of the quiz.
    pub(in crate::transcript) edition: &'a QuizEdition,
    /// Whether it is passed, with the right answers, or failed.
    pub(in crate::transcript) is_passed: bool,
}

impl Completion<'_> {
    /// The submission that stands for it.
    pub(in crate::transcript) fn submitted(
        &self,
        submission: SubmissionId,
        submitted_at: Instant,
        score: Option<Score>,
    ) -> TranscriptEvent {
        let right = || Box::new(Personal::new(Answers::correct(&self.edition.quiz)));
        TranscriptEvent::AttemptSubmitted {
            submission,
            item: self.item.id,
            course: self.item.course,
            version: self.version,
            submitted_at,
            score,
            is_passed: Some(self.is_passed),
            is_synthetic: true,
            started_at: None,
            edition: Some(self.edition.number),
            is_in_grace: false,
            answers: self.is_passed.then(right),
        }
    }
}
