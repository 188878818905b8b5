use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::id::{CustomerId, OrganizationId};
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    /// Makes or ends a tie; an event that is about something else changes nothing.
    pub(super) fn apply_tie(&self, place: &Place, id: CustomerId, event: &CustomerEvent) -> Outcome<()> {
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
                self.run(
                    "DELETE FROM customer_ties WHERE tenant_no = ?1 AND customer_id = ?2 AND kind = 'administrator' \
                     AND organization_id = ?3",
                    params![self.tenant_no, id.bytes(), organization.bytes()],
                )?;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end_ties(&self, id: CustomerId, kind: &str) -> Outcome<()> {
        self.run(
            "DELETE FROM customer_ties WHERE tenant_no = ?1 AND customer_id = ?2 AND kind = ?3",
            params![self.tenant_no, id.bytes(), kind],
        )?;
        Ok(())
    }

    fn insert_tie(
        &self,
        place: &Place,
        id: CustomerId,
        kind: &str,
        organization: Option<OrganizationId>,
        manager: Option<CustomerId>,
    ) -> Outcome<()> {
        // Who administers the organization already does so as of the first time.
        self.run(
            "INSERT INTO customer_ties (tenant_no, customer_id, position, kind, organization_id, manager_id, \
             effective_at, commit_no) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
             ON CONFLICT (tenant_no, customer_id, organization_id) WHERE kind = 'administrator' DO NOTHING",
            params![
                self.tenant_no,
                id.bytes(),
                place.position,
                kind,
                organization.as_ref().map(StoredId::bytes),
                manager.as_ref().map(StoredId::bytes),
                place.effective_at,
                self.commit_no
            ],
        )?;
        Ok(())
    }
}
