use rollbook_domain::customer::{CustomerEvent, Origin, Profile, ProfileField, Status};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::Word;
use rollbook_domain::secret::PasswordHash;
use rusqlite::params;

use super::{Book, Place, Record};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_customer(&self, place: &Place, id: CustomerId, event: &CustomerEvent) -> Outcome<()> {
        match event {
            CustomerEvent::CustomerAdded { origin, profile, must_change_password } => {
                let profile = profile.as_ref().map(|profile| profile.reveal());
                self.insert_customer(place, id, *origin, profile, *must_change_password)
            }
            CustomerEvent::ProfileEdited { fields, profile } => match profile {
                Some(profile) => {
                    if fields.contains(&ProfileField::Email) {
                        self.insert_former_email(place, id, profile.reveal())?;
                    }
                    self.replace_profile(id, profile.reveal())
                }
                None => Ok(()),
            },
            CustomerEvent::StatusChanged { status } => self.change_status(place, id, status),
            CustomerEvent::TaxExemptionSet { is_exempt } => self.run_on_one(
                "UPDATE customers SET is_tax_exempt = ?3 WHERE tenant_no = ?1 AND id = ?2",
                params![self.tenant_no, id.bytes(), is_exempt],
            ),
            CustomerEvent::PasswordSet { hash, must_change } => {
                self.set_password(id, hash.as_ref(), *must_change)
            }
            CustomerEvent::AccountLinkMade { purpose, link, expires_at } => {
                self.insert_account_link(place, id, *purpose, link, *expires_at)
            }
            CustomerEvent::AccountLinkEnded { link } => self.end_account_link(id, link),
            CustomerEvent::PasswordExpirySet { after_days } => self.run_on_one(
                "UPDATE customers SET password_expires_after_days = ?3 WHERE tenant_no = ?1 AND id = ?2",
                params![self.tenant_no, id.bytes(), after_days],
            ),
            CustomerEvent::GroupJoined { group, source } => {
                // Who is a member already stays one as of the first time.
                self.run(
                    "INSERT INTO memberships (tenant_no, customer_id, group_id, position, source, effective_at, commit_no) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (tenant_no, customer_id, group_id) DO NOTHING",
                    params![
                        self.tenant_no,
                        id.bytes(),
                        group.bytes(),
                        place.position,
                        source.word(),
                        place.effective_at,
                        self.commit_no
                    ],
                )?;
                Ok(())
            }
            CustomerEvent::CustomerErased => self.forget(id, Record::Stays),
            CustomerEvent::CustomerDeleted => self.forget(id, Record::Goes),
            CustomerEvent::OrganizationJoined { .. }
            | CustomerEvent::OrganizationLeft
            | CustomerEvent::ManagerSet { .. }
            | CustomerEvent::ManagerCleared
            | CustomerEvent::AdministratorAppointed { .. }
            | CustomerEvent::AdministratorDismissed { .. } => self.apply_tie(place, id, event),
            CustomerEvent::GroupLeft { group } => {
                self.run(
                    "DELETE FROM memberships WHERE tenant_no = ?1 AND customer_id = ?2 AND group_id = ?3",
                    params![self.tenant_no, id.bytes(), group.bytes()],
                )?;
                Ok(())
            }
        }
    }

    fn insert_customer(
        &self,
        place: &Place,
        id: CustomerId,
        origin: Origin,
        profile: Option<&Profile>,
        must_change_password: bool,
    ) -> Outcome<()> {
        self.run_on_one(
            "INSERT INTO customers (tenant_no, id, revision, created_at, origin, status, is_tax_exempt, \
             password_must_change_since, erased_at) VALUES (?1, ?2, ?3, ?4, ?5, 'active', 0, ?6, ?7)",
            params![
                self.tenant_no,
                id.bytes(),
                place.reached,
                self.recorded_at,
                origin.word(),
                must_change_password.then_some(self.recorded_at),
                profile.is_none().then_some(self.recorded_at),
            ],
        )?;
        profile.map_or(Ok(()), |profile| self.insert_profile(id, profile))
    }

    fn change_status(&self, place: &Place, id: CustomerId, status: &Status) -> Outcome<()> {
        let locked_by = match status {
            Status::Locked { automatic } => automatic.as_deref(),
            Status::Active | Status::Inactive => None,
        };
        let word = status.word().word();
        self.run_on_one(
            "INSERT INTO customer_statuses (tenant_no, customer_id, position, status, locked_by, effective_at, commit_no) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                self.tenant_no,
                id.bytes(),
                place.position,
                word,
                locked_by,
                place.effective_at,
                self.commit_no
            ],
        )?;
        self.run_on_one(
            "UPDATE customers SET status = ?3 WHERE tenant_no = ?1 AND id = ?2",
            params![self.tenant_no, id.bytes(), word],
        )
    }

    fn set_password(&self, id: CustomerId, hash: Option<&PasswordHash>, must_change: bool) -> Outcome<()> {
        self.run_on_one(
            "UPDATE customers SET password_set_at = ?3, password_must_change_since = ?4 \
             WHERE tenant_no = ?1 AND id = ?2",
            params![self.tenant_no, id.bytes(), self.recorded_at, must_change.then_some(self.recorded_at)],
        )?;
        self.end_account_links(id)?;
        let Some(hash) = hash else { return Ok(()) };
        self.run_on_one(
            "INSERT INTO customer_passwords (tenant_no, customer_id, hash) VALUES (?1, ?2, ?3) \
             ON CONFLICT (tenant_no, customer_id) DO UPDATE SET hash = excluded.hash",
            params![self.tenant_no, id.bytes(), hash.reveal()],
        )
    }
}
