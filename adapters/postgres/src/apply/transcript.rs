use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::Word;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{CourseChange, ItemResult, Score, TranscriptEvent};

use super::{Book, Place, Table, json};
use crate::failure::Outcome;
use crate::row::StoredId;

/// What was taken out stays so, and the removal of a submission that is not there changes nothing, as in the domain.
const REMOVE: &str = "UPDATE submissions s SET removed_position = n.position, removed_effective_at = n.effective_at, \
    removed_commit_no = n.commit_no FROM {rows} \
    WHERE s.tenant_no = $1 AND s.customer_id = n.customer_id AND s.id = n.id AND s.removed_position IS NULL";

impl Book {
    pub(super) fn apply_transcript(
        &mut self,
        place: &Place,
        customer: CustomerId,
        event: &TranscriptEvent,
    ) -> Outcome<()> {
        if place.position == 1 {
            let cells = [("id", customer.uuid().into()), ("revision", place.reached.into())];
            self.insert(Table::Transcripts, customer.uuid(), cells)?;
        }
        match event {
            TranscriptEvent::ItemRecorded { result, .. } => {
                self.insert_result(place, customer, event, result)
            }
            TranscriptEvent::AttemptSubmitted { .. } => self.insert_submission(place, customer, event),
            TranscriptEvent::CmiCommitted(commit) => self.commit_cmi(customer, commit),
            TranscriptEvent::CmiCleared { item } => self.clear_cmi(customer, *item),
            TranscriptEvent::SubmissionRemoved { submission } => {
                let cells = [
                    ("customer_id", customer.uuid().into()),
                    ("id", submission.uuid().into()),
                    ("position", place.position.into()),
                    ("effective_at", place.effective_at.into()),
                    ("commit_no", self.commit_no.into()),
                ];
                self.change(Table::Submissions, customer.uuid(), REMOVE, cells)
            }
            TranscriptEvent::CourseCompleted { .. }
            | TranscriptEvent::CourseReopened { .. }
            | TranscriptEvent::CourseWaived { .. }
            | TranscriptEvent::CourseWaiverLifted { .. } => self.insert_mark(place, customer, event),
        }
    }

    fn insert_result(
        &mut self,
        place: &Place,
        customer: CustomerId,
        event: &TranscriptEvent,
        result: &ItemResult,
    ) -> Outcome<()> {
        let TranscriptEvent::ItemRecorded { item, course, version, .. } = event else { return Ok(()) };
        let (score, maximum) = score_cells(result.score);
        self.insert(
            Table::ItemRecords,
            customer.uuid(),
            [
                ("customer_id", customer.uuid().into()),
                ("position", place.position.into()),
                ("item_id", item.uuid().into()),
                ("course_id", course.uuid().into()),
                ("version", (*version).into()),
                ("status", result.status.word().into()),
                ("score", score.into()),
                ("maximum_score", maximum.into()),
                ("progress", result.progress.map(u32::from).into()),
                ("completed_at", result.completed_at.map(Instant::as_micros).into()),
                ("submitted_at", result.submitted_at.map(Instant::as_micros).into()),
                ("recorded_by", Word::word(result.by).into()),
                ("outside", result.outside.map(Word::word).into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }

    fn insert_submission(
        &mut self,
        place: &Place,
        customer: CustomerId,
        event: &TranscriptEvent,
    ) -> Outcome<()> {
        let TranscriptEvent::AttemptSubmitted {
            submission,
            item,
            course,
            version,
            submitted_at,
            score,
            is_passed,
            is_synthetic,
            started_at,
            edition,
            is_in_grace,
            answers,
        } = event
        else {
            return Ok(());
        };
        let (score, maximum) = score_cells(*score);
        self.insert(
            Table::Submissions,
            customer.uuid(),
            [
                ("customer_id", customer.uuid().into()),
                ("position", place.position.into()),
                ("id", submission.uuid().into()),
                ("item_id", item.uuid().into()),
                ("course_id", course.uuid().into()),
                ("version", (*version).into()),
                ("submitted_at", submitted_at.as_micros().into()),
                ("score", score.into()),
                ("maximum_score", maximum.into()),
                ("is_passed", (*is_passed).into()),
                ("is_synthetic", (*is_synthetic).into()),
                ("started_at", started_at.map(Instant::as_micros).into()),
                ("edition", (*edition).into()),
                ("is_in_grace", (*is_in_grace).into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )?;
        let Some(answers) = answers else { return Ok(()) };
        self.insert(
            Table::SubmissionAnswers,
            customer.uuid(),
            [
                ("customer_id", customer.uuid().into()),
                ("position", place.position.into()),
                ("submission_id", submission.uuid().into()),
                ("item_id", item.uuid().into()),
                ("answers", json(answers.reveal())?),
            ],
        )
    }

    fn insert_mark(&mut self, place: &Place, customer: CustomerId, event: &TranscriptEvent) -> Outcome<()> {
        let Some((course, version, change)) = event.course_change() else { return Ok(()) };
        let (word, completed_at) = match change {
            CourseChange::Completed { completed_at } => ("completed", Some(completed_at.as_micros())),
            CourseChange::Reopened => ("reopened", None),
            CourseChange::Waived => ("waived", None),
            CourseChange::WaiverLifted => ("waiver_lifted", None),
        };
        self.insert(
            Table::CourseMarks,
            customer.uuid(),
            [
                ("customer_id", customer.uuid().into()),
                ("position", place.position.into()),
                ("course_id", course.uuid().into()),
                ("version", version.into()),
                ("change", word.into()),
                ("completed_at", completed_at.into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }
}

/// A score as the columns `score` and `maximum_score` take it.
fn score_cells(score: Option<Score>) -> (Option<String>, Option<String>) {
    let maximum = score.and_then(|score| score.maximum());
    (score.map(|score| score.to_string()), maximum.map(|maximum| maximum.to_string()))
}
