//! How far a learner has got with a course.

use crate::time::Instant;
use crate::transcript::{LearnerFacts, RecordedBy, Transcript};

/// How far a learner has got with a course, in the version that they take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Learning {
    /// When it was completed, by its items or else by hand.
    pub completed_at: Option<Instant>,
    /// How much of what it requires is done, in whole percent, rounded down; of all its items where it requires none, and
    /// `None` where it has none.
    pub progress: Option<u8>,
    /// When the learner last worked on it, in whatever version; what administrators write is no work of theirs.
    pub last_active_at: Option<Instant>,
}

impl Learning {
    /// What the record says at `at`; it must hold nothing that came later (see [`Transcript::as_of`]).
    pub fn of(facts: &LearnerFacts<'_>, at: Instant) -> Self {
        let version = facts.version_at(at);
        let standing = facts.transcript.standing(facts.course.id, version);
        Self {
            completed_at: standing.completed_at.or(standing.waived_at),
            progress: progress(facts, version),
            last_active_at: last_active_at(facts.transcript, facts),
        }
    }
}

fn progress(facts: &LearnerFacts<'_>, version: u32) -> Option<u8> {
    let course = facts.course;
    let requires_any = course.has_required_items(version);
    let (mut percents, mut items) = (0_u32, 0_u32);
    for item in course.items_of(version).filter(|item| item.terms.is_required || !requires_any) {
        let record = facts.transcript.item(item.id, version);
        percents += record.map_or(0, |record| u32::from(record.result.percent()));
        items += 1;
    }
    u8::try_from(percents.checked_div(items)?).ok()
}

fn last_active_at(transcript: &Transcript, facts: &LearnerFacts<'_>) -> Option<Instant> {
    let course = facts.course.id;
    let worked = transcript.items.iter().filter(|record| record.course == course).filter_map(|record| {
        let result = &record.result;
        match result.by {
            RecordedBy::Learner => Some(record.stamp.effective_at),
            RecordedBy::Import => result.submitted_at.or(result.completed_at),
            RecordedBy::Administrator => None,
        }
    });
    let handed_in = transcript.submissions.iter().filter(|held| held.course == course && !held.is_synthetic);
    worked.chain(handed_in.map(|held| held.submitted_at)).max()
}
