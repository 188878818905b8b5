use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::id::{CustomerId, OrganizationId};
use uuid::Uuid;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

const END: &str = "DELETE FROM customer_ties t USING {rows} \
    WHERE t.tenant_no = $1 AND t.customer_id = n.customer_id AND t.kind = n.kind";

const DISMISS: &str = "DELETE FROM customer_ties t USING {rows} WHERE t.tenant_no = $1 \
    AND t.customer_id = n.customer_id AND t.kind = 'administrator' AND t.organization_id = n.organization_id";

/// Who administers the organization already does so as of the first time.
const STAY: &str =
    "ON CONFLICT (tenant_no, customer_id, organization_id) WHERE kind = 'administrator' DO NOTHING";

impl Book {
    /// Makes or ends a tie; an event that is about something else changes nothing.
    pub(super) fn apply_tie(&mut self, place: &Place, id: CustomerId, event: &CustomerEvent) -> Outcome<()> {
        match event {
            CustomerEvent::OrganizationJoined { organization } => {
                self.end_ties(id, "member")?;
                self.insert_tie(place, id, "member", Some(*organization), None)
            }
            CustomerEvent::OrganizationLeft => self.end_ties(id, "member"),
            CustomerEvent::ManagerSet { manager } => {
                self.end_ties(id, "manager")?;
                self.insert_tie(place, id, "manager", None, Some(*manager))
            }
            CustomerEvent::ManagerCleared => self.end_ties(id, "manager"),
            CustomerEvent::AdministratorAppointed { organization } => {
                self.insert_tie(place, id, "administrator", Some(*organization), None)
            }
            CustomerEvent::AdministratorDismissed { organization } => {
                let cells =
                    [("customer_id", id.uuid().into()), ("organization_id", organization.uuid().into())];
                self.change(Table::CustomerTies, id.uuid(), DISMISS, cells)
            }
            _ => Ok(()),
        }
    }

    fn end_ties(&mut self, id: CustomerId, kind: &'static str) -> Outcome<()> {
        let cells = [("customer_id", id.uuid().into()), ("kind", kind.into())];
        self.change(Table::CustomerTies, id.uuid(), END, cells)
    }

    fn insert_tie(
        &mut self,
        place: &Place,
        id: CustomerId,
        kind: &'static str,
        organization: Option<OrganizationId>,
        manager: Option<CustomerId>,
    ) -> Outcome<()> {
        let organization: Option<Uuid> = organization.map(|organization| organization.uuid());
        let manager: Option<Uuid> = manager.map(|manager| manager.uuid());
        self.insert_or(
            Table::CustomerTies,
            id.uuid(),
            STAY,
            [
                ("customer_id", id.uuid().into()),
                ("position", place.position.into()),
                ("kind", kind.into()),
                ("organization_id", organization.into()),
                ("manager_id", manager.into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }
}
