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
        let (word, ends_at) = match event.change() {
            EnrollmentChange::Enrolled => ("enrolled", None),
            EnrollmentChange::Unenrolled => ("unenrolled", None),
            EnrollmentChange::OverrideSet { ends_at } => ("override_set", Some(ends_at.as_micros())),
            EnrollmentChange::OverrideCleared => ("override_cleared", None),
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
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }
}
