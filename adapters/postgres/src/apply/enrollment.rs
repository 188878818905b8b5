use rollbook_domain::enrollment::{EnrollmentChange, EnrollmentEvent};
use rollbook_domain::id::CustomerId;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book {
    pub(super) fn apply_enrollment(
        &mut self,
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
                ("sales_order_linked", None, Some(sales_order.uuid()))
            }
            EnrollmentChange::SalesOrderUnlinked => ("sales_order_unlinked", None, None),
        };
        self.insert(
            Table::EnrollmentFacts,
            customer.uuid(),
            [
                ("customer_id", customer.uuid().into()),
                ("course_id", event.course().uuid().into()),
                ("position", place.position.into()),
                ("change", word.into()),
                ("ends_at", ends_at.into()),
                ("sales_order_id", sales_order.into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }
}
