use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use async_trait::async_trait;
use rollbook_domain::id::{CourseId, CustomerId, ItemId, SubmissionId};
use rollbook_domain::port::{
    AnswersQuery, AnswersRow, Page, PageRequest, ReadResult, TranscriptQuery, TranscriptReader,
};
use rollbook_domain::stamp::Revision;
use rollbook_domain::transcript::Transcript;
use rollbook_domain::transcript::cmi::CmiData;
use rusqlite::{Params, params};

use super::{cmi, page};
use crate::facts::{hexadecimal, transcript_part, transcripts};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::{SqliteTenant, Tables};

/// Those of some customers, who are given in hexadecimal digits.
const OF_CHOSEN: &str = "SELECT id FROM transcripts WHERE tenant_no = ?1 AND id > ?2 \
     AND id IN (SELECT unhex(value) FROM json_each(?4)) ORDER BY id LIMIT ?3";

/// How many customers' transcripts are read with one statement for each kind of row.
const CUSTOMERS_AT_ONCE: usize = 1_000;

/// Everybody with a transcript, and everybody with an entry about a course: walks along an index that stop in time.
pub(super) const OF_ALL: &str =
    "SELECT id FROM transcripts WHERE tenant_no = ?1 AND id > ?2 ORDER BY id LIMIT ?3";
pub(super) const WITH_RECORDS: &str = "SELECT DISTINCT customer_id FROM item_records \
     WHERE tenant_no = ?1 AND course_id = ?4 AND customer_id > ?2 ORDER BY customer_id LIMIT ?3";
pub(super) const WITH_MARKS: &str = "SELECT DISTINCT customer_id FROM course_marks \
     WHERE tenant_no = ?1 AND course_id = ?4 AND customer_id > ?2 ORDER BY customer_id LIMIT ?3";
pub(super) const WITH_SUBMISSIONS: &str = "SELECT DISTINCT customer_id FROM submissions \
     WHERE tenant_no = ?1 AND course_id = ?4 AND customer_id > ?2 ORDER BY customer_id LIMIT ?3";

#[async_trait]
impl TranscriptReader for SqliteTenant {
    async fn find_cmi(&self, customer: CustomerId, item: ItemId) -> ReadResult<Option<CmiData>> {
        self.read(|tables| cmi::cmi(tables, customer, item))
    }

    async fn answers(&self, query: &AnswersQuery, request: &PageRequest) -> ReadResult<Page<AnswersRow>> {
        let after = page::after(request, |text| SubmissionId::parse(text).ok())?;
        let rows = self.read(|tables| cmi::answers(tables, query, after, page::probe(request)))?;
        Ok(page::cut(rows, request, |row| row.submission))
    }

    async fn find_transcript(&self, customer: CustomerId) -> ReadResult<Option<Transcript>> {
        self.read(|tables| Ok(transcripts(tables, &[customer])?.pop()))
    }

    async fn transcript_part(
        &self,
        customer: CustomerId,
        places: RangeInclusive<Revision>,
    ) -> ReadResult<Option<Transcript>> {
        self.read(|tables| transcript_part(tables, customer, page::bounds(&places)))
    }

    async fn transcripts(
        &self,
        query: &TranscriptQuery,
        request: &PageRequest,
    ) -> ReadResult<Page<Transcript>> {
        let after = page::after(request, |text| CustomerId::parse(text).ok())?;
        let most = request.limit.max(1).saturating_add(1);
        let found = self.read(|tables| {
            let customers = learners(tables, query, after, most)?;
            let mut found = Vec::with_capacity(customers.len());
            for some in customers.chunks(CUSTOMERS_AT_ONCE) {
                found.extend(transcripts(tables, some)?);
            }
            Ok(found)
        })?;
        Ok(page::cut(found, request, |transcript| transcript.customer))
    }
}

/// Whose transcripts are wanted, after a customer and at most so many, in order of id.
fn learners(
    tables: &Tables<'_>,
    query: &TranscriptQuery,
    after: Option<CustomerId>,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    let from = after.as_ref().map_or(&[][..], |id| id.bytes().as_slice());
    let limit = i64::try_from(most).unwrap_or(-1);
    if let (Some(chosen), None) = (&query.customers, query.course) {
        return customers(tables, OF_CHOSEN, params![tables.tenant_no, from, limit, hexadecimal(chosen)]);
    }
    if let (Some(customers), Some(course)) = (&query.customers, query.course) {
        let chosen: BTreeSet<_> = customers.iter().copied().collect();
        let mut found = Vec::new();
        for id in chosen.into_iter().filter(|id| after.is_none_or(|after| after < *id)) {
            if is_wanted(tables, course, id)? {
                found.push(id);
                if found.len() == most {
                    break;
                }
            }
        }
        return Ok(found);
    }
    let Some(course) = query.course else {
        return customers(tables, OF_ALL, params![tables.tenant_no, from, limit]);
    };
    let mut found = BTreeSet::new();
    for sql in [WITH_RECORDS, WITH_MARKS, WITH_SUBMISSIONS] {
        found.extend(customers(tables, sql, params![tables.tenant_no, from, limit, course.bytes()])?);
    }
    Ok(found.into_iter().take(most).collect())
}

fn is_wanted(tables: &Tables<'_>, course: CourseId, customer: CustomerId) -> Outcome<bool> {
    let connection = &tables.reader.connection;
    for sql in [
        "SELECT 1 FROM item_records WHERE tenant_no = ?1 AND customer_id = ?2 AND course_id = ?3",
        "SELECT 1 FROM course_marks WHERE tenant_no = ?1 AND customer_id = ?2 AND course_id = ?3",
        "SELECT 1 FROM submissions WHERE tenant_no = ?1 AND customer_id = ?2 AND course_id = ?3",
    ] {
        let mut statement = connection.prepare_cached(sql)?;
        if statement.exists(params![tables.tenant_no, customer.bytes(), course.bytes()])? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn customers(tables: &Tables<'_>, sql: &str, params: impl Params) -> Outcome<Vec<CustomerId>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Cells::new(row, "transcripts").id("customer_id")?);
    }
    Ok(found)
}
