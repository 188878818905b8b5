use std::collections::BTreeMap;

use rollbook_domain::id::CustomerId;
use rollbook_domain::stamp::Revision;
use rollbook_domain::transcript::{
    CourseChange, CourseMark, ItemRecord, ItemResult, Score, Submission, Transcript,
};
use rusqlite::params;

use super::{Stamps, hexadecimal};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

/// A statement for the rows of customers given in hexadecimal digits, and one for a part of one transcript, in the order
/// written.
macro_rules! of_learners {
    ($columns:literal, $table:literal) => {
        [
            concat!(
                "SELECT customer_id, ",
                $columns,
                ", position, effective_at, commit_no FROM ",
                $table,
                " WHERE tenant_no = ?1 AND customer_id IN (SELECT unhex(value) FROM json_each(?2)) \
                 ORDER BY customer_id, position"
            ),
            concat!(
                "SELECT customer_id, ",
                $columns,
                ", position, effective_at, commit_no FROM ",
                $table,
                " WHERE tenant_no = ?1 AND customer_id = ?2 AND position BETWEEN ?3 AND ?4 ORDER BY position"
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
pub(crate) fn transcripts(tables: &Tables<'_>, customers: &[CustomerId]) -> Outcome<Vec<Transcript>> {
    let ids = hexadecimal(customers);
    let mut found = BTreeMap::new();
    let sql = "SELECT id, revision FROM transcripts \
               WHERE tenant_no = ?1 AND id IN (SELECT unhex(value) FROM json_each(?2))";
    each(tables, &ids, sql, "transcripts", |cells| {
        let customer: CustomerId = cells.id("id")?;
        let revision = Revision::new(cells.count("revision")?);
        found.insert(customer, Transcript { revision, ..Transcript::empty(customer) });
        Ok(())
    })?;
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let stamps = Stamps::of_transcripts(tables, &ids)?;
    each(tables, &ids, ITEM_RECORDS[0], "item_records", |cells| {
        let (customer, record) = item_record(cells, &stamps)?;
        found.entry(customer).and_modify(|transcript| transcript.items.push(record));
        Ok(())
    })?;
    each(tables, &ids, COURSE_MARKS[0], "course_marks", |cells| {
        let (customer, mark) = course_mark(cells, &stamps)?;
        found.entry(customer).and_modify(|transcript| transcript.marks.push(mark));
        Ok(())
    })?;
    each(tables, &ids, SUBMISSIONS[0], "submissions", |cells| {
        let (customer, submission) = submission(cells, &stamps)?;
        found.entry(customer).and_modify(|transcript| transcript.submissions.push(submission));
        Ok(())
    })?;
    Ok(found.into_values().collect())
}

/// One customer's transcript, as far as it was written at those places of its stream.
pub(crate) fn transcript_part(
    tables: &Tables<'_>,
    customer: CustomerId,
    places: [i64; 2],
) -> Outcome<Option<Transcript>> {
    let sql = "SELECT revision FROM transcripts WHERE tenant_no = ?1 AND id = ?2";
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![tables.tenant_no, customer.bytes()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let revision = Revision::new(Cells::new(row, "transcripts").count("revision")?);
    let stamps = Stamps::of_transcript_part(tables, customer, places)?;
    let mut part = Transcript { revision, ..Transcript::empty(customer) };
    part.items =
        some(tables, ITEM_RECORDS, "item_records", (customer, places), |cells| item_record(cells, &stamps))?;
    part.marks =
        some(tables, COURSE_MARKS, "course_marks", (customer, places), |cells| course_mark(cells, &stamps))?;
    part.submissions =
        some(tables, SUBMISSIONS, "submissions", (customer, places), |cells| submission(cells, &stamps))?;
    Ok(Some(part))
}

fn some<T>(
    tables: &Tables<'_>,
    [_, sql]: [&str; 2],
    table: &'static str,
    (customer, [first, last]): (CustomerId, [i64; 2]),
    read: impl Fn(&Cells<'_>) -> Outcome<(CustomerId, T)>,
) -> Outcome<Vec<T>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![tables.tenant_no, customer.bytes(), first, last])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(&Cells::new(row, table))?.1);
    }
    Ok(found)
}

fn each(
    tables: &Tables<'_>,
    ids: &str,
    sql: &str,
    table: &'static str,
    mut take: impl FnMut(&Cells<'_>) -> Outcome<()>,
) -> Outcome<()> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![tables.tenant_no, ids])?;
    while let Some(row) = rows.next()? {
        take(&Cells::new(row, table))?;
    }
    Ok(())
}

fn item_record(cells: &Cells<'_>, stamps: &Stamps<'_>) -> Outcome<(CustomerId, ItemRecord)> {
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

fn course_mark(cells: &Cells<'_>, stamps: &Stamps<'_>) -> Outcome<(CustomerId, CourseMark)> {
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

fn submission(cells: &Cells<'_>, stamps: &Stamps<'_>) -> Outcome<(CustomerId, Submission)> {
    let customer = cells.id("customer_id")?;
    let (id, item, course) = (cells.id("id")?, cells.id("item_id")?, cells.id("course_id")?);
    let (version, submitted_at) = (cells.small("version")?, cells.instant("submitted_at")?);
    let score = score(cells)?;
    let is_passed = cells.optional_integer("is_passed")?.map(|flag| flag != 0);
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
