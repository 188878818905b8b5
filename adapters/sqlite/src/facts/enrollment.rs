use rollbook_domain::enrollment::{Contract, EnrollmentChange, EnrollmentFact};
use rollbook_domain::id::{CourseId, CustomerId, SalesOrderId};
use rollbook_domain::text::Code;

use super::{Kept, Stamps, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::store::Tables;

/// What was written about enrollments, by course and in the order written, with how the sales orders followed stand.
pub(crate) fn enrollment_facts(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<Vec<(CustomerId, (CourseId, EnrollmentFact))>> {
    let sql = of_customers!(
        "SELECT f.customer_id, f.course_id, f.change, f.ends_at, f.sales_order_id, s.number, s.ends_at, f.position, \
         f.effective_at, f.commit_no FROM enrollment_facts f \
         LEFT JOIN sales_orders s ON s.tenant_no = f.tenant_no AND s.id = f.sales_order_id \
         WHERE f.tenant_no = ?1 AND f.customer_id",
        "f.position",
        "ORDER BY f.customer_id, f.course_id, f.position"
    );
    rows(tables, whom, sql, ("enrollment_facts", Kept::ENROLLMENT_FACTS), |cells| {
        let customer = cells.id("customer_id")?;
        let course = cells.id("course_id")?;
        let word = cells.text("change")?;
        let ends_at = cells.optional_instant("ends_at")?;
        let link: Option<SalesOrderId> = cells.optional_id("sales_order_id")?;
        let number = cells.optional_parsed("number", Code::parse)?;
        let contract_ends_at = cells.optional_instant("ends_at")?;
        let contract = number.zip(contract_ends_at).map(|(number, ends_at)| Contract { number, ends_at });
        let change = match (word, ends_at, link) {
            ("enrolled", None, None) => EnrollmentChange::Enrolled,
            ("unenrolled", None, None) => EnrollmentChange::Unenrolled,
            ("override_set", Some(ends_at), None) => EnrollmentChange::OverrideSet { ends_at },
            ("override_cleared", None, None) => EnrollmentChange::OverrideCleared,
            ("sales_order_linked", None, Some(sales_order)) => {
                EnrollmentChange::SalesOrderLinked { sales_order, contract }
            }
            ("sales_order_unlinked", None, None) => EnrollmentChange::SalesOrderUnlinked,
            _ => return Err(cells.corrupt("change", format_args!("`{word}` does not go with its end"))),
        };
        Ok((customer, (course, EnrollmentFact { change, stamp: stamps.read(customer, cells)? })))
    })
}
