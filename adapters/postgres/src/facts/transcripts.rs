use std::collections::BTreeMap;

use rollbook_domain::id::CustomerId;
use rollbook_domain::stamp::Revision;
use rollbook_domain::transcript::{
    CourseChange, CourseMark, ItemRecord, ItemResult, Score, Submission, Transcript,
};

use super::{Stamps, uuids};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::tables::{Tables, binds};

/// A statement for the rows of a set of customers, and one for a part of one transcript, in the order written.
macro_rules! of_learners {
    ($columns:literal, $table:literal) => {
        [
            concat!(
                "SELECT customer_id, ",
                $columns,
                ", position, effective_at, commit_no FROM ",
                $table,
                " WHERE tenant_no = $1 AND customer_id = ANY($2) ORDER BY customer_id, position"
            ),
            concat!(
                "SELECT customer_id, ",
                $columns,
                ", position, effective_at, commit_no FROM ",
                $table,
                " WHERE tenant_no = $1 AND customer_id = $2 AND position BETWEEN $3 AND $4 ORDER BY position"
            ),
        ]
    };
}

const ITEM_RECORDS: [&str; 2] = of_learners!(
    "item_id, course_id, version, status, score, maximum_score, progress, completed_at, submitted_at, recorded_by, \
     outside",
    "item_records"
);
const COURSE_MARKS: [&str; 2] = of_learners!("course_id, version, change, completed_at", "course_marks");
const SUBMISSIONS: [&str; 2] = of_learners!(
    "id, item_id, course_id, version, submitted_at, score, maximum_score, is_passed, is_synthetic, started_at, edition, \
     is_in_grace, removed_position, removed_effective_at, removed_commit_no",
    "submissions"
);

/// The transcripts of customers, those that are there, in order of customer id.
pub(crate) async fn transcripts(tables: &mut Tables, customers: &[CustomerId]) -> Outcome<Vec<Transcript>> {
    let whom = uuids(customers);
    let sql = "SELECT id, revision FROM transcripts WHERE tenant_no = $1 AND id = ANY($2)";
    let heads = tables.rows("transcripts", sql, binds![tables.tenant_no, &whom], |cells| {
        let customer: CustomerId = cells.id("id")?;
        let revision = Revision::new(cells.count("revision")?);
        Ok((customer, Transcript { revision, ..Transcript::empty(customer) }))
    });
    let mut found: BTreeMap<CustomerId, Transcript> = heads.await?.into_iter().collect();
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let stamps = Stamps::of_transcripts(tables, &whom).await?;
    let binds = binds![tables.tenant_no, &whom];
    let records = tables.rows("item_records", ITEM_RECORDS[0], binds, |cells| item_record(cells, &stamps));
    for (customer, record) in records.await? {
        found.entry(customer).and_modify(|transcript| transcript.items.push(record));
    }
    let binds = binds![tables.tenant_no, &whom];
    let marks = tables.rows("course_marks", COURSE_MARKS[0], binds, |cells| course_mark(cells, &stamps));
    for (customer, mark) in marks.await? {
        found.entry(customer).and_modify(|transcript| transcript.marks.push(mark));
    }
    let binds = binds![tables.tenant_no, &whom];
    let submissions = tables.rows("submissions", SUBMISSIONS[0], binds, |cells| submission(cells, &stamps));
    for (customer, submission) in submissions.await? {
        found.entry(customer).and_modify(|transcript| transcript.submissions.push(submission));
    }
    Ok(found.into_values().collect())
}

/// One customer's transcript, as far as it was written at those places of its stream, the last included.
pub(crate) async fn transcript_part(
    tables: &mut Tables,
    customer: CustomerId,
    [first, last]: [i64; 2],
) -> Outcome<Option<Transcript>> {
    let sql = "SELECT revision FROM transcripts WHERE tenant_no = $1 AND id = $2";
    let head = binds![tables.tenant_no, customer.uuid()];
    let revision = tables.row("transcripts", sql, head, |cells| Ok(Revision::new(cells.count("revision")?)));
    let Some(revision) = revision.await? else { return Ok(None) };
    let stamps = Stamps::of_transcript_part(tables, customer, [first, last]).await?;
    let binds = || binds![tables.tenant_no, customer.uuid(), first, last];
    let (for_records, for_marks, for_submissions) = (binds(), binds(), binds());
    let records = tables
        .rows("item_records", ITEM_RECORDS[1], for_records, |cells| item_record(cells, &stamps))
        .await?;
    let marks =
        tables.rows("course_marks", COURSE_MARKS[1], for_marks, |cells| course_mark(cells, &stamps)).await?;
    let submissions = tables
        .rows("submissions", SUBMISSIONS[1], for_submissions, |cells| submission(cells, &stamps))
        .await?;
    Ok(Some(Transcript {
        items: records.into_iter().map(|(_, record)| record).collect(),
        marks: marks.into_iter().map(|(_, mark)| mark).collect(),
        submissions: submissions.into_iter().map(|(_, submission)| submission).collect(),
        revision,
        ..Transcript::empty(customer)
    }))
}

fn item_record(cells: &Cells<'_>, stamps: &Stamps) -> Outcome<(CustomerId, ItemRecord)> {
    let customer = cells.id("customer_id")?;
    let (item, course, version) = (cells.id("item_id")?, cells.id("course_id")?, cells.small("version")?);
    let result = ItemResult {
        status: cells.word("status")?,
        score: score(cells)?,
        progress: cells
            .optional_small("progress")?
            .map(|percent| u8::try_from(percent).map_err(|error| cells.corrupt("progress", error)))
            .transpose()?,
        completed_at: cells.optional_instant("completed_at")?,
        submitted_at: cells.optional_instant("submitted_at")?,
        by: cells.word("recorded_by")?,
        outside: cells.optional_word("outside")?,
    };
    Ok((customer, ItemRecord { item, course, version, result, stamp: stamps.read(customer, cells)? }))
}

fn course_mark(cells: &Cells<'_>, stamps: &Stamps) -> Outcome<(CustomerId, CourseMark)> {
    let customer = cells.id("customer_id")?;
    let (course, version) = (cells.id("course_id")?, cells.small("version")?);
    let word = cells.text("change")?;
    let change = match (word, cells.optional_instant("completed_at")?) {
        ("completed", Some(completed_at)) => CourseChange::Completed { completed_at },
        ("reopened", None) => CourseChange::Reopened,
        ("waived", None) => CourseChange::Waived,
        ("waiver_lifted", None) => CourseChange::WaiverLifted,
        _ => return Err(cells.corrupt("change", format_args!("`{word}` does not go with its instant"))),
    };
    Ok((customer, CourseMark { course, version, change, stamp: stamps.read(customer, cells)? }))
}

fn submission(cells: &Cells<'_>, stamps: &Stamps) -> Outcome<(CustomerId, Submission)> {
    let customer = cells.id("customer_id")?;
    let (id, item, course) = (cells.id("id")?, cells.id("item_id")?, cells.id("course_id")?);
    let (version, submitted_at) = (cells.small("version")?, cells.instant("submitted_at")?);
    let score = score(cells)?;
    let is_passed = cells.optional_flag("is_passed")?;
    let is_synthetic = cells.is_set("is_synthetic")?;
    let started_at = cells.optional_instant("started_at")?;
    let edition = cells.optional_small("edition")?;
    let is_in_grace = cells.is_set("is_in_grace")?;
    let removed_at = ["removed_position", "removed_effective_at", "removed_commit_no"];
    let removed = stamps.read_optional(customer, cells, removed_at)?;
    let stamp = stamps.read(customer, cells)?;
    let submission = Submission {
        id,
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
        stamp,
        removed,
    };
    Ok((customer, submission))
}

/// Reads the cells `score` and `maximum_score`.
fn score(cells: &Cells<'_>) -> Outcome<Option<Score>> {
    let points = cells.optional_parsed("score", str::parse)?;
    let maximum = cells.optional_parsed("maximum_score", str::parse)?;
    points
        .map(|points| Score::parse(points, maximum).map_err(|error| cells.corrupt("score", error)))
        .transpose()
}
