use rollbook_domain::enrollment::{EnrollmentChange, EnrollmentFact};
use rollbook_domain::id::{CourseId, CustomerId};
use uuid::Uuid;

use super::Stamps;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::tables::{Tables, binds};

/// What was written about enrollments, by course and in the order written.
pub(crate) async fn enrollment_facts(
    tables: &mut Tables,
    customers: &[Uuid],
    stamps: &Stamps,
) -> Outcome<Vec<(CustomerId, (CourseId, EnrollmentFact))>> {
    let sql = "SELECT customer_id, course_id, change, ends_at, position, effective_at, commit_no \
               FROM enrollment_facts WHERE tenant_no = $1 AND customer_id = ANY($2) \
               ORDER BY customer_id, course_id, position";
    let facts = tables.rows("enrollment_facts", sql, binds![tables.tenant_no, customers], |cells| {
        let customer = cells.id("customer_id")?;
        let course = cells.id("course_id")?;
        let word = cells.text("change")?;
        let change = read_change(cells, word)?;
        Ok((customer, (course, EnrollmentFact { change, stamp: stamps.read(customer, cells)? })))
    });
    facts.await
}

/// Reads the cell `ends_at` of the change with that word.
pub(crate) fn read_change(cells: &Cells<'_>, word: &str) -> Outcome<EnrollmentChange> {
    Ok(match (word, cells.optional_instant("ends_at")?) {
        ("enrolled", None) => EnrollmentChange::Enrolled,
        ("unenrolled", None) => EnrollmentChange::Unenrolled,
        ("override_set", Some(ends_at)) => EnrollmentChange::OverrideSet { ends_at },
        ("override_cleared", None) => EnrollmentChange::OverrideCleared,
        _ => return Err(cells.corrupt("change", format_args!("`{word}` does not go with its end"))),
    })
}
