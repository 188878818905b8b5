use rollbook_domain::id::CustomerId;
use rollbook_domain::impersonation::ImpersonationEvent;
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_impersonation(
        &self,
        place: &Place,
        customer: CustomerId,
        event: &ImpersonationEvent,
    ) -> Outcome<()> {
        match event {
            ImpersonationEvent::ImpersonationStarted { impersonation, ends_at } => self.run_on_one(
                "INSERT INTO impersonations (tenant_no, id, customer_id, position, ends_at, effective_at, commit_no) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    self.tenant_no,
                    impersonation.bytes(),
                    customer.bytes(),
                    place.position,
                    ends_at.as_micros(),
                    place.effective_at,
                    self.commit_no
                ],
            ),
            ImpersonationEvent::ImpersonationEnded { impersonation } => self.run_on_one(
                "UPDATE impersonations SET ended_at = ?3 WHERE tenant_no = ?1 AND id = ?2",
                params![self.tenant_no, impersonation.bytes(), self.recorded_at],
            ),
        }
    }
}
