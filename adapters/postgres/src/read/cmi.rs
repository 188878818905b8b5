//! What modules sent, and what was answered.

use rollbook_domain::id::{CustomerId, ItemId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{AnswersQuery, AnswersRow};
use rollbook_domain::scorm::{CmiElements, CmiName, Timespan};
use rollbook_domain::transcript::cmi::{CmiAttempt, CmiData, CmiSession};
use uuid::Uuid;

use crate::failure::Outcome;
use crate::row::StoredId;
use crate::tables::{Tables, binds};

/// Everything that a module sent of a customer.
pub(super) async fn cmi(tables: &mut Tables, customer: CustomerId, item: ItemId) -> Outcome<Option<CmiData>> {
    let sql = "SELECT customer_id, version, number, course_id, standard FROM cmi_attempts \
               WHERE tenant_no = $1 AND customer_id = $2 AND item_id = $3 ORDER BY version, number";
    let binds = binds![tables.tenant_no, customer.uuid(), item.uuid()];
    let attempts = tables.rows("cmi_attempts", sql, binds, |cells| {
        cells.skip(1);
        Ok(CmiAttempt {
            version: cells.small("version")?,
            number: cells.small("number")?,
            course: cells.id("course_id")?,
            standard: cells.word("standard")?,
            elements: CmiElements::default(),
            sessions: Vec::new(),
        })
    });
    let mut data = CmiData { item, attempts: attempts.await? };
    if data.attempts.is_empty() {
        return Ok(None);
    }
    let sql = "SELECT customer_id, version, number, began_at, session_time, left_by, is_over, is_late \
               FROM cmi_sessions WHERE tenant_no = $1 AND customer_id = $2 AND item_id = $3 \
               ORDER BY version, number, began_at";
    let binds = binds![tables.tenant_no, customer.uuid(), item.uuid()];
    let sessions = tables.rows("cmi_sessions", sql, binds, |cells| {
        cells.skip(1);
        let place = (cells.small("version")?, cells.small("number")?);
        let session = CmiSession {
            began_at: cells.instant("began_at")?,
            time: Timespan::from_hundredths(cells.count("session_time")?),
            exit: cells.word("left_by")?,
            is_over: cells.is_set("is_over")?,
            is_late: cells.is_set("is_late")?,
        };
        Ok((place, session))
    });
    for (place, session) in sessions.await? {
        let known = data.attempts.iter_mut().find(|known| (known.version, known.number) == place);
        if let Some(attempt) = known {
            attempt.sessions.push(session);
        }
    }
    let sql = "SELECT customer_id, version, number, name, value FROM cmi_elements \
               WHERE tenant_no = $1 AND customer_id = $2 AND item_id = $3";
    let binds = binds![tables.tenant_no, customer.uuid(), item.uuid()];
    let elements = tables.rows("cmi_elements", sql, binds, |cells| {
        cells.skip(1);
        let place = (cells.small("version")?, cells.small("number")?);
        let name = cells.parsed("name", CmiName::parse)?;
        Ok((place, (name, Personal::new(cells.text("value")?.to_owned()))))
    });
    let mut sorted: Vec<Vec<(CmiName, Personal<String>)>> = vec![Vec::new(); data.attempts.len()];
    for (place, element) in elements.await? {
        let known = data.attempts.iter().position(|known| (known.version, known.number) == place);
        if let Some(at) = known {
            sorted[at].push(element);
        }
    }
    for (attempt, elements) in data.attempts.iter_mut().zip(sorted) {
        attempt.elements = CmiElements::from_stored(elements);
    }
    Ok(Some(data))
}

macro_rules! answers_of {
    ($whose:literal) => {
        concat!(
            "SELECT a.customer_id, a.submission_id, s.edition, s.is_synthetic, s.removed_position IS NOT NULL, \
             a.answers FROM submission_answers a JOIN submissions s \
             ON s.tenant_no = a.tenant_no AND s.customer_id = a.customer_id AND s.position = a.position \
             WHERE a.tenant_no = $1 AND a.item_id = $2 AND a.submission_id >= $3 AND ",
            $whose,
            " ORDER BY a.submission_id LIMIT $5"
        )
    };
}

/// Two statements, so that the few rows of one customer are not looked for among everybody's.
const ANSWERS_OF_ALL: &str = answers_of!("$4::uuid IS NULL");
const ANSWERS_OF_ONE: &str = answers_of!("a.customer_id = $4");

/// Submissions with their answers, in order of their ids.
pub(super) async fn answers(
    tables: &mut Tables,
    query: &AnswersQuery,
    from: Uuid,
    most: i64,
) -> Outcome<Vec<AnswersRow>> {
    let sql = if query.customer.is_some() { ANSWERS_OF_ONE } else { ANSWERS_OF_ALL };
    let customer = query.customer.as_ref().map(StoredId::uuid);
    let binds = binds![tables.tenant_no, query.item.uuid(), from, customer, most];
    let rows = tables.rows("submission_answers", sql, binds, |cells| {
        Ok(AnswersRow {
            customer: cells.id("customer_id")?,
            submission: cells.id("submission_id")?,
            edition: cells.optional_small("edition")?,
            is_synthetic: cells.is_set("is_synthetic")?,
            is_removed: cells.is_set("removed_position")?,
            answers: Personal::new(cells.json("answers")?),
        })
    });
    rows.await
}
