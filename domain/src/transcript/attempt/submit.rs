//! Handing in an attempt at a quiz.

use super::refusal::AttemptRefused;
use super::work::{marked, quiz_work};
use crate::catalogue::quiz::{Answers, ItemQuiz, QuizEdition, QuizRefused, mark};
use crate::catalogue::{ContentItem, Decimal, ItemKind};
use crate::customer::StatusWord;
use crate::enrollment::{EnrollmentState, over_at, state_at};
use crate::id::SubmissionId;
use crate::personal::Personal;
use crate::stamp::Stamp;
use crate::time::Instant;
use crate::transcript::work::{WorkChange, recorded};
use crate::transcript::{
    LearnerFacts, OutsideAccess, Score, Submission, TranscriptEvent, TranscriptRefused, record_item,
    session_at,
};

/// An attempt that is handed in.
#[derive(Debug, Clone)]
pub struct SubmitAttempt {
    /// Its id.
    pub submission: SubmissionId,
    /// What was chosen.
    pub answers: Answers,
    /// When it began.
    pub started_at: Instant,
    /// How many minutes after the end of access an attempt may still be handed in.
    pub grace_minutes: u32,
    /// The status of the account.
    pub status: StatusWord,
}

/// Takes an attempt, marks it by the edition that the learner had before them when it began, and puts what follows on the quiz's record.
///
/// What began while the course was open may be handed in until the grace period after its end is over; that it was
/// accepted so stands with the attempt, and the record is marked late.
///
/// # Errors
/// [`AttemptRefused`]: [`Quiz`](AttemptRefused::Quiz) (TRN-13, TRN-08), [`Answers`](AttemptRefused::Answers) (TRN-10),
/// [`BeginsLater`](AttemptRefused::BeginsLater) and [`AfterGrace`](AttemptRefused::AfterGrace),
/// [`NotActive`](AttemptRefused::NotActive) (CUS-21), [`Unenrolled`](AttemptRefused::Unenrolled) (ENR-09),
/// [`NoAttemptLeft`](AttemptRefused::NoAttemptLeft) (TRN-12), [`TranscriptRefused::NotOpen`],
/// [`TranscriptRefused::NeverGranted`] (ACC-01) and [`TranscriptRefused::NotInVersion`] (ENR-14).
pub fn submit_attempt(
    facts: &LearnerFacts<'_>,
    item: &ContentItem,
    quiz: Option<&ItemQuiz>,
    command: SubmitAttempt,
    now: Instant,
) -> Result<Vec<TranscriptEvent>, AttemptRefused> {
    let SubmitAttempt { submission, answers, started_at, grace_minutes, status } = command;
    if started_at > now {
        return Err(AttemptRefused::BeginsLater { started_at, now });
    }
    let version = facts.version_at(started_at);
    let edition = edition_of(item, quiz, version, started_at)?;
    answers.check(&edition.quiz)?;
    let customer = facts.transcript.customer;
    if status != StatusWord::Active {
        return Err(AttemptRefused::NotActive { customer, status });
    }
    let is_in_grace = match session_at(customer, facts.grants, facts.enrollment, started_at, now)? {
        None => false,
        Some(OutsideAccess::Unenrolled) => return Err(AttemptRefused::Unenrolled(customer)),
        Some(_) => {
            within_grace(facts, grace_minutes, now)?;
            true
        }
    };
    if !item.is_in(version) {
        return Err(TranscriptRefused::NotInVersion { item: item.id, version }.into());
    }
    let used = facts.transcript.attempts_used(item.id, version);
    if let Some(limit) = item.terms.attempt_limit.filter(|limit| used >= *limit) {
        return Err(AttemptRefused::NoAttemptLeft { item: item.code.clone(), limit });
    }
    let marks = mark(&edition.quiz, &answers);
    let maximum = scale(item, edition);
    let score = Score::parse(marks.on_scale(maximum), Some(maximum)).map_err(TranscriptRefused::from)?;
    let event = TranscriptEvent::AttemptSubmitted {
        submission,
        item: item.id,
        course: item.course,
        version,
        submitted_at: now,
        score: Some(score),
        is_passed: Some(marks.is_passed),
        is_synthetic: false,
        started_at: Some(started_at),
        edition: Some(edition.number),
        is_in_grace,
        answers: Some(Box::new(Personal::new(answers))),
    };
    let outside = is_in_grace.then_some(OutsideAccess::Late);
    Ok(with_work(facts, item, version, Handed { event, replaces: None, outside, at: now }))
}

/// The edition that a learner in a version of the course had before them then.
pub(in crate::transcript) fn edition_of<'a>(
    item: &ContentItem,
    quiz: Option<&'a ItemQuiz>,
    version: u32,
    at: Instant,
) -> Result<&'a QuizEdition, QuizRefused> {
    if item.terms.kind != ItemKind::Quiz {
        return Err(QuizRefused::NotAQuiz { item: item.code.clone(), kind: item.terms.kind });
    }
    quiz.and_then(|quiz| quiz.for_version_at(version, at))
        .ok_or_else(|| QuizRefused::NoQuestions(item.code.clone()))
}

/// The best score there is: the item's own, or the points of all questions.
pub(in crate::transcript) fn scale(item: &ContentItem, edition: &QuizEdition) -> Decimal {
    item.terms.maximum_score.unwrap_or_else(|| Decimal::from(edition.quiz.points()))
}

/// A submission that is put on record.
pub(in crate::transcript) struct Handed {
    /// It.
    pub(in crate::transcript) event: TranscriptEvent,
    /// The submission that it takes the place of, if there is one.
    pub(in crate::transcript) replaces: Option<SubmissionId>,
    /// How it lies to the learner's access.
    pub(in crate::transcript) outside: Option<OutsideAccess>,
    /// When what follows from it is on record.
    pub(in crate::transcript) at: Instant,
}

/// The submission, and what it puts on record.
pub(in crate::transcript) fn with_work(
    facts: &LearnerFacts<'_>,
    item: &ContentItem,
    version: u32,
    handed: Handed,
) -> Vec<TranscriptEvent> {
    let Handed { event, replaces, outside, at } = handed;
    let transcript = facts.transcript;
    let standing = || transcript.submissions_of(item.id, version);
    let before = quiz_work(standing());
    let stamp = Stamp {
        position: transcript.revision.next(),
        effective_at: at,
        recorded_at: at,
        actor: "".into(),
        note: None,
    };
    let new = Submission::from_event(&event, &stamp);
    let mut after = quiz_work(standing().filter(|held| Some(held.id) != replaces).chain(&new));
    let counts_from = after.completed_at.or(after.submitted_at);
    after.outside = match &new {
        Some(new) if Some(new.submitted_at) == counts_from => outside,
        _ => marked(transcript, item.id, version, &after),
    };
    let current = transcript.item(item.id, version).map(|record| &record.result);
    let removed = replaces.map(|submission| TranscriptEvent::SubmissionRemoved { submission });
    let mut events: Vec<TranscriptEvent> = removed.into_iter().chain([event]).collect();
    if let Some(result) = recorded(current, &before, after, WorkChange::Done) {
        events.extend(record_item(transcript, facts.course, version, item.id, result, at));
    }
    events
}

/// Whether the grace period after the end of access holds `now`.
fn within_grace(facts: &LearnerFacts<'_>, grace_minutes: u32, now: Instant) -> Result<(), AttemptRefused> {
    let over = match state_at(facts.grants, facts.enrollment, now) {
        Some(EnrollmentState::Expired { since, .. }) => Some(since),
        _ => match over_at(facts.grants, facts.enrollment, now) {
            Some(EnrollmentState::Expired { since, .. }) => Some(since),
            _ => None,
        },
    };
    let Some(ended_at) = over else { return Ok(()) };
    let grace = i64::from(grace_minutes) * 60_000_000;
    if now.as_micros() < ended_at.as_micros().saturating_add(grace) {
        return Ok(());
    }
    Err(AttemptRefused::AfterGrace { ended_at, grace_minutes })
}
