use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::Word;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{CourseChange, ItemResult, Score, TranscriptEvent};
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    /// The removal of a submission that is not there, or is out already, changes nothing, as in the domain.
    pub(super) fn apply_transcript(
        &self,
        place: &Place,
        customer: CustomerId,
        event: &TranscriptEvent,
    ) -> Outcome<()> {
        if place.position == 1 {
            self.run_on_one(
                "INSERT INTO transcripts (tenant_no, id, revision) VALUES (?1, ?2, ?3)",
                params![self.tenant_no, customer.bytes(), place.reached],
            )?;
        }
        match event {
            TranscriptEvent::ItemRecorded { result, .. } => {
                self.insert_result(place, customer, event, result)
            }
            TranscriptEvent::AttemptSubmitted { .. } => self.insert_submission(place, customer, event),
            TranscriptEvent::CmiCommitted(commit) => self.commit_cmi(customer, commit),
            TranscriptEvent::CmiCleared { item } => self.clear_cmi(customer, *item),
            TranscriptEvent::SubmissionRemoved { submission } => {
                self.run(
                    "UPDATE submissions SET removed_position = ?4, removed_effective_at = ?5, removed_commit_no = ?6 \
                     WHERE tenant_no = ?1 AND customer_id = ?2 AND id = ?3 AND removed_position IS NULL",
                    params![
                        self.tenant_no,
                        customer.bytes(),
                        submission.bytes(),
                        place.position,
                        place.effective_at,
                        self.commit_no
                    ],
                )?;
                Ok(())
            }
            TranscriptEvent::CourseCompleted { .. }
            | TranscriptEvent::CourseReopened { .. }
            | TranscriptEvent::CourseWaived { .. }
            | TranscriptEvent::CourseWaiverLifted { .. } => self.insert_mark(place, customer, event),
        }
    }

    fn insert_result(
        &self,
        place: &Place,
        customer: CustomerId,
        event: &TranscriptEvent,
        result: &ItemResult,
    ) -> Outcome<()> {
        let TranscriptEvent::ItemRecorded { item, course, version, .. } = event else { return Ok(()) };
        let (score, maximum) = score_cells(result.score);
        self.run_on_one(
            "INSERT INTO item_records (tenant_no, customer_id, position, item_id, course_id, version, status, score, \
             maximum_score, progress, completed_at, submitted_at, recorded_by, outside, effective_at, commit_no) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            params![
                self.tenant_no,
                customer.bytes(),
                place.position,
                item.bytes(),
                course.bytes(),
                version,
                result.status.word(),
                score,
                maximum,
                result.progress,
                result.completed_at.map(Instant::as_micros),
                result.submitted_at.map(Instant::as_micros),
                Word::word(result.by),
                result.outside.map(Word::word),
                place.effective_at,
                self.commit_no
            ],
        )
    }

    fn insert_submission(&self, place: &Place, customer: CustomerId, event: &TranscriptEvent) -> Outcome<()> {
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
        self.run_on_one(
            "INSERT INTO submissions (tenant_no, customer_id, position, id, item_id, course_id, version, submitted_at, \
             score, maximum_score, is_passed, is_synthetic, effective_at, commit_no, started_at, edition, is_in_grace) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)",
            params![
                self.tenant_no,
                customer.bytes(),
                place.position,
                submission.bytes(),
                item.bytes(),
                course.bytes(),
                version,
                submitted_at.as_micros(),
                score,
                maximum,
                is_passed,
                is_synthetic,
                place.effective_at,
                self.commit_no,
                started_at.map(Instant::as_micros),
                edition,
                is_in_grace
            ],
        )?;
        let Some(answers) = answers else { return Ok(()) };
        self.run_on_one(
            "INSERT INTO submission_answers (tenant_no, customer_id, position, submission_id, item_id, answers) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                self.tenant_no,
                customer.bytes(),
                place.position,
                submission.bytes(),
                item.bytes(),
                json(answers.reveal())?
            ],
        )
    }

    fn insert_mark(&self, place: &Place, customer: CustomerId, event: &TranscriptEvent) -> Outcome<()> {
        let Some((course, version, change)) = event.course_change() else { return Ok(()) };
        let (word, completed_at) = match change {
            CourseChange::Completed { completed_at } => ("completed", Some(completed_at.as_micros())),
            CourseChange::Reopened => ("reopened", None),
            CourseChange::Waived => ("waived", None),
            CourseChange::WaiverLifted => ("waiver_lifted", None),
        };
        self.run_on_one(
            "INSERT INTO course_marks (tenant_no, customer_id, position, course_id, version, change, completed_at, \
             effective_at, commit_no) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                self.tenant_no,
                customer.bytes(),
                place.position,
                course.bytes(),
                version,
                word,
                completed_at,
                place.effective_at,
                self.commit_no
            ],
        )
    }
}

/// A score as the columns `score` and `maximum_score` take it.
fn score_cells(score: Option<Score>) -> (Option<String>, Option<String>) {
    let maximum = score.and_then(|score| score.maximum());
    (score.map(|score| score.to_string()), maximum.map(|maximum| maximum.to_string()))
}
