use rollbook_domain::enrollment::{Contract, EnrollmentChange, EnrollmentFact};
use rollbook_domain::id::{CourseId, CustomerId, SalesOrderId};
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;
use uuid::Uuid;

use super::Stamps;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::tables::{Tables, binds};

/// What was written about enrollments, by course and in the order written, with how the sales orders followed stand.
pub(crate) async fn enrollment_facts(
    tables: &mut Tables,
    customers: &[Uuid],
    stamps: &Stamps,
) -> Outcome<Vec<(CustomerId, (CourseId, EnrollmentFact))>> {
    let sql = "SELECT f.customer_id, f.course_id, f.change, f.ends_at, f.sales_order_id, s.number, \
               s.ends_at AS contract_ends_at, f.position, f.effective_at, f.commit_no FROM enrollment_facts f \
               LEFT JOIN sales_orders s ON s.tenant_no = f.tenant_no AND s.id = f.sales_order_id \
               WHERE f.tenant_no = $1 AND f.customer_id = ANY($2) \
               ORDER BY f.customer_id, f.course_id, f.position";
    let facts = tables.rows("enrollment_facts", sql, binds![tables.tenant_no, customers], |cells| {
        let customer = cells.id("customer_id")?;
        let course = cells.id("course_id")?;
        let word = cells.text("change")?;
        let ends_at = cells.optional_instant("ends_at")?;
        let sales_order = cells.optional_id("sales_order_id")?;
        let number = cells.optional_parsed("number", Code::parse)?;
        let contract_ends_at = cells.optional_instant("contract_ends_at")?;
        let change = Written { word, ends_at, sales_order, number, contract_ends_at }.change(cells)?;
        Ok((customer, (course, EnrollmentFact { change, stamp: stamps.read(customer, cells)? })))
    });
    facts.await
}

/// The cells of a fact, and of the sales order it names.
pub(crate) struct Written<'a> {
    pub(crate) word: &'a str,
    pub(crate) ends_at: Option<Instant>,
    pub(crate) sales_order: Option<SalesOrderId>,
    pub(crate) number: Option<Code>,
    pub(crate) contract_ends_at: Option<Instant>,
}

impl Written<'_> {
    /// What they say.
    pub(crate) fn change(self, cells: &Cells<'_>) -> Outcome<EnrollmentChange> {
        let Self { word, ends_at, sales_order, number, contract_ends_at } = self;
        let contract = number.zip(contract_ends_at).map(|(number, ends_at)| Contract { number, ends_at });
        Ok(match (word, ends_at, sales_order) {
            ("enrolled", None, None) => EnrollmentChange::Enrolled,
            ("unenrolled", None, None) => EnrollmentChange::Unenrolled,
            ("override_set", Some(ends_at), None) => EnrollmentChange::OverrideSet { ends_at },
            ("override_cleared", None, None) => EnrollmentChange::OverrideCleared,
            ("sales_order_linked", None, Some(sales_order)) => {
                EnrollmentChange::SalesOrderLinked { sales_order, contract }
            }
            ("sales_order_unlinked", None, None) => EnrollmentChange::SalesOrderUnlinked,
            _ => return Err(cells.corrupt("change", format_args!("`{word}` does not go with its end"))),
        })
    }
}
