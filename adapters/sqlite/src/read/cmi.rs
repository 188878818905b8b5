//! What modules sent, and what was answered.

use rollbook_domain::id::{CustomerId, ItemId, SubmissionId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{AnswersQuery, AnswersRow};
use rollbook_domain::scorm::{CmiElements, CmiName, Timespan};
use rollbook_domain::transcript::cmi::{CmiAttempt, CmiData, CmiSession};
use rusqlite::params;

use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

/// Everything that a module sent of a customer.
pub(super) fn cmi(tables: &Tables<'_>, customer: CustomerId, item: ItemId) -> Outcome<Option<CmiData>> {
    let mut data = CmiData::empty(item);
    let sql = "SELECT customer_id, version, number, course_id, standard FROM cmi_attempts \
               WHERE tenant_no = ?1 AND customer_id = ?2 AND item_id = ?3 ORDER BY version, number";
    each(tables, customer, item, sql, "cmi_attempts", |cells| {
        data.attempts.push(CmiAttempt {
            version: cells.small("version")?,
            number: cells.small("number")?,
            course: cells.id("course_id")?,
            standard: cells.word("standard")?,
            elements: CmiElements::default(),
            sessions: Vec::new(),
        });
        Ok(())
    })?;
    if data.attempts.is_empty() {
        return Ok(None);
    }
    let sql = "SELECT customer_id, version, number, began_at, session_time, left_by, is_over, is_late \
               FROM cmi_sessions WHERE tenant_no = ?1 AND customer_id = ?2 AND item_id = ?3 \
               ORDER BY version, number, began_at";
    each(tables, customer, item, sql, "cmi_sessions", |cells| {
        let place = (cells.small("version")?, cells.small("number")?);
        let session = CmiSession {
            began_at: cells.instant("began_at")?,
            time: Timespan::from_hundredths(cells.count("session_time")?),
            exit: cells.word("left_by")?,
            is_over: cells.is_set("is_over")?,
            is_late: cells.is_set("is_late")?,
        };
        let known = data.attempts.iter_mut().find(|known| (known.version, known.number) == place);
        if let Some(attempt) = known {
            attempt.sessions.push(session);
        }
        Ok(())
    })?;
    let mut elements: Vec<Vec<(CmiName, Personal<String>)>> = vec![Vec::new(); data.attempts.len()];
    let sql = "SELECT customer_id, version, number, name, value FROM cmi_elements \
               WHERE tenant_no = ?1 AND customer_id = ?2 AND item_id = ?3";
    each(tables, customer, item, sql, "cmi_elements", |cells| {
        let place = (cells.small("version")?, cells.small("number")?);
        let name = cells.parsed("name", CmiName::parse)?;
        let value = Personal::new(cells.text("value")?.to_owned());
        let known = data.attempts.iter().position(|known| (known.version, known.number) == place);
        if let Some(at) = known {
            elements[at].push((name, value));
        }
        Ok(())
    })?;
    for (attempt, elements) in data.attempts.iter_mut().zip(elements) {
        attempt.elements = CmiElements::from_stored(elements);
    }
    Ok(Some(data))
}

fn each(
    tables: &Tables<'_>,
    customer: CustomerId,
    item: ItemId,
    sql: &str,
    table: &'static str,
    mut take: impl FnMut(&Cells<'_>) -> Outcome<()>,
) -> Outcome<()> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![tables.tenant_no, customer.bytes(), item.bytes()])?;
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, table);
        cells.skip(1);
        take(&cells)?;
    }
    Ok(())
}

macro_rules! answers_of {
    ($whose:literal) => {
        concat!(
            "SELECT a.customer_id, a.submission_id, s.edition, s.is_synthetic, s.removed_position IS NOT NULL, \
             a.answers FROM submission_answers a JOIN submissions s \
             ON s.tenant_no = a.tenant_no AND s.customer_id = a.customer_id AND s.position = a.position \
             WHERE a.tenant_no = ?1 AND ",
            $whose,
            " ORDER BY a.submission_id LIMIT ?5"
        )
    };
}

const ANSWERS_OF_ALL: &str = answers_of!("a.item_id = ?2 AND a.submission_id > ?3 AND ?4 IS NULL");

/// One customer has few answers, so their rows are sifted rather than those of everybody (`+` keeps the index out).
const ANSWERS_OF_ONE: &str = answers_of!("a.customer_id = ?4 AND +a.item_id = ?2 AND +a.submission_id > ?3");

/// Submissions with their answers, in order of their ids.
pub(super) fn answers(
    tables: &Tables<'_>,
    query: &AnswersQuery,
    after: Option<SubmissionId>,
    most: i64,
) -> Outcome<Vec<AnswersRow>> {
    let sql = if query.customer.is_some() { ANSWERS_OF_ONE } else { ANSWERS_OF_ALL };
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let from: &[u8] = after.as_ref().map_or(&[], |after| after.bytes().as_slice());
    let customer = query.customer.as_ref().map(StoredId::bytes);
    let mut rows = statement.query(params![tables.tenant_no, query.item.bytes(), from, customer, most])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "submission_answers");
        found.push(AnswersRow {
            customer: cells.id("customer_id")?,
            submission: cells.id("submission_id")?,
            edition: cells.optional_small("edition")?,
            is_synthetic: cells.is_set("is_synthetic")?,
            is_removed: cells.is_set("removed_position")?,
            answers: Personal::new(cells.json("answers")?),
        });
    }
    Ok(found)
}
