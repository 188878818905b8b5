use rollbook_domain::id::CustomerId;
use rollbook_domain::impersonation::ImpersonationEvent;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

const END: &str = "UPDATE impersonations i SET ended_at = n.ended_at FROM {rows} \
    WHERE i.tenant_no = $1 AND i.id = n.id";

impl Book {
    pub(super) fn apply_impersonation(
        &mut self,
        place: &Place,
        customer: CustomerId,
        event: &ImpersonationEvent,
    ) -> Outcome<()> {
        match event {
            ImpersonationEvent::ImpersonationStarted { impersonation, ends_at } => self.insert(
                Table::Impersonations,
                impersonation.uuid(),
                [
                    ("id", impersonation.uuid().into()),
                    ("customer_id", customer.uuid().into()),
                    ("position", place.position.into()),
                    ("ends_at", ends_at.as_micros().into()),
                    ("effective_at", place.effective_at.into()),
                    ("commit_no", self.commit_no.into()),
                ],
            ),
            ImpersonationEvent::ImpersonationEnded { impersonation } => self.change_one(
                Table::Impersonations,
                impersonation.uuid(),
                END,
                [("id", impersonation.uuid().into()), ("ended_at", self.recorded_at.into())],
            ),
        }
    }
}
