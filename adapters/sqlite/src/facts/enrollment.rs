use rollbook_domain::enrollment::{EnrollmentChange, EnrollmentFact};
use rollbook_domain::id::{CourseId, CustomerId};

use super::{Kept, Stamps, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::store::Tables;

/// What was written about enrollments, by course and in the order written.
pub(crate) fn enrollment_facts(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<Vec<(CustomerId, (CourseId, EnrollmentFact))>> {
    let sql = of_customers!(
        "SELECT customer_id, course_id, change, ends_at, position, effective_at, commit_no FROM enrollment_facts \
         WHERE tenant_no = ?1 AND customer_id",
        "ORDER BY customer_id, course_id, position"
    );
    rows(tables, whom, sql, ("enrollment_facts", Kept::ENROLLMENT_FACTS), |cells| {
        let customer = cells.id("customer_id")?;
        let course = cells.id("course_id")?;
        let word = cells.text("change")?;
        let change = match (word, cells.optional_instant("ends_at")?) {
            ("enrolled", None) => EnrollmentChange::Enrolled,
            ("unenrolled", None) => EnrollmentChange::Unenrolled,
            ("override_set", Some(ends_at)) => EnrollmentChange::OverrideSet { ends_at },
            ("override_cleared", None) => EnrollmentChange::OverrideCleared,
            _ => return Err(cells.corrupt("change", format_args!("`{word}` does not go with its end"))),
        };
        Ok((customer, (course, EnrollmentFact { change, stamp: stamps.read(customer, cells)? })))
    })
}
