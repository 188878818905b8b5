use rollbook_domain::enrollment::{EnrollmentChange, EnrollmentEvent};
use rollbook_domain::id::CustomerId;
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_enrollment(
        &self,
        place: &Place,
        customer: CustomerId,
        event: &EnrollmentEvent,
    ) -> Outcome<()> {
        let (word, ends_at, sales_order) = match event.change() {
            EnrollmentChange::Enrolled => ("enrolled", None, None),
            EnrollmentChange::Unenrolled => ("unenrolled", None, None),
            EnrollmentChange::OverrideSet { ends_at } => ("override_set", Some(ends_at.as_micros()), None),
            EnrollmentChange::OverrideCleared => ("override_cleared", None, None),
            EnrollmentChange::SalesOrderLinked { sales_order, .. } => {
                ("sales_order_linked", None, Some(*sales_order.bytes()))
            }
            EnrollmentChange::SalesOrderUnlinked => ("sales_order_unlinked", None, None),
        };
        self.run_on_one(
            "INSERT INTO enrollment_facts (tenant_no, customer_id, course_id, position, change, ends_at, \
             sales_order_id, effective_at, commit_no) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                self.tenant_no,
                customer.bytes(),
                event.course().bytes(),
                place.position,
                word,
                ends_at,
                sales_order,
                place.effective_at,
                self.commit_no
            ],
        )
    }
}
