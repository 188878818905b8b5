use rollbook_domain::customer::{CustomerEvent, Origin, Profile, ProfileField, Status};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::Word;
use rollbook_domain::secret::PasswordHash;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

const SET_TAX_EXEMPTION: &str = "UPDATE customers c SET is_tax_exempt = n.is_tax_exempt FROM {rows} WHERE c.tenant_no = $1 AND c.id = n.id";

const SET_PASSWORD_EXPIRY: &str = "UPDATE customers c SET password_expires_after_days = n.after_days \
    FROM {rows} WHERE c.tenant_no = $1 AND c.id = n.id";

const SET_PASSWORD_TIMES: &str = "UPDATE customers c SET password_set_at = n.set_at, \
    password_must_change_since = n.must_change_since FROM {rows} WHERE c.tenant_no = $1 AND c.id = n.id";

const SET_PASSWORD: &str = "INSERT INTO customer_passwords (tenant_no, customer_id, hash) \
    SELECT $1::int8, n.customer_id, n.hash FROM {rows} \
    ON CONFLICT (tenant_no, customer_id) DO UPDATE SET hash = excluded.hash";

const CHANGE_STATUS: &str =
    "UPDATE customers c SET status = n.status FROM {rows} WHERE c.tenant_no = $1 AND c.id = n.id";

/// Who is a member already stays one as of the first time.
const STAY: &str = "ON CONFLICT (tenant_no, customer_id, group_id) DO NOTHING";

const LEAVE: &str = "DELETE FROM memberships m USING {rows} \
    WHERE m.tenant_no = $1 AND m.customer_id = n.customer_id AND m.group_id = n.group_id";

impl Book {
    pub(super) fn apply_customer(
        &mut self,
        place: &Place,
        id: CustomerId,
        event: &CustomerEvent,
    ) -> Outcome<()> {
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
            CustomerEvent::TaxExemptionSet { is_exempt } => {
                let cells = [("id", id.uuid().into()), ("is_tax_exempt", (*is_exempt).into())];
                self.change_one(Table::Customers, id.uuid(), SET_TAX_EXEMPTION, cells)
            }
            CustomerEvent::PasswordSet { hash, must_change } => {
                self.set_password(id, hash.as_ref(), *must_change)
            }
            CustomerEvent::AccountLinkMade { purpose, link, expires_at } => {
                self.insert_account_link(place, id, *purpose, link, *expires_at)
            }
            CustomerEvent::AccountLinkEnded { link } => self.end_account_link(id, link),
            CustomerEvent::PasswordExpirySet { after_days } => {
                let cells = [("id", id.uuid().into()), ("after_days", (*after_days).into())];
                self.change_one(Table::Customers, id.uuid(), SET_PASSWORD_EXPIRY, cells)
            }
            CustomerEvent::GroupJoined { group, source } => self.insert_or(
                Table::Memberships,
                id.uuid(),
                STAY,
                [
                    ("customer_id", id.uuid().into()),
                    ("group_id", group.uuid().into()),
                    ("position", place.position.into()),
                    ("source", source.word().into()),
                    ("effective_at", place.effective_at.into()),
                    ("commit_no", self.commit_no.into()),
                ],
            ),
            // Written once everything else is, since it looks at all of it.
            CustomerEvent::CustomerErased | CustomerEvent::CustomerDeleted => Ok(()),
            CustomerEvent::OrganizationJoined { .. }
            | CustomerEvent::OrganizationLeft
            | CustomerEvent::ManagerSet { .. }
            | CustomerEvent::ManagerCleared
            | CustomerEvent::AdministratorAppointed { .. }
            | CustomerEvent::AdministratorDismissed { .. } => self.apply_tie(place, id, event),
            CustomerEvent::GroupLeft { group } => {
                let cells = [("customer_id", id.uuid().into()), ("group_id", group.uuid().into())];
                self.change(Table::Memberships, id.uuid(), LEAVE, cells)
            }
        }
    }

    fn insert_customer(
        &mut self,
        place: &Place,
        id: CustomerId,
        origin: Origin,
        profile: Option<&Profile>,
        must_change_password: bool,
    ) -> Outcome<()> {
        self.insert(
            Table::Customers,
            id.uuid(),
            [
                ("id", id.uuid().into()),
                ("revision", place.reached.into()),
                ("created_at", self.recorded_at.into()),
                ("origin", origin.word().into()),
                ("status", "active".into()),
                ("is_tax_exempt", false.into()),
                ("password_must_change_since", must_change_password.then_some(self.recorded_at).into()),
                ("erased_at", profile.is_none().then_some(self.recorded_at).into()),
            ],
        )?;
        profile.map_or(Ok(()), |profile| self.insert_profile(id, profile))
    }

    fn change_status(&mut self, place: &Place, id: CustomerId, status: &Status) -> Outcome<()> {
        let locked_by = match status {
            Status::Locked { automatic } => automatic.as_deref(),
            Status::Active | Status::Inactive => None,
        };
        let word = status.word().word();
        let cells = [("id", id.uuid().into()), ("status", word.into())];
        self.change_one(Table::Customers, id.uuid(), CHANGE_STATUS, cells)?;
        self.insert(
            Table::CustomerStatuses,
            id.uuid(),
            [
                ("customer_id", id.uuid().into()),
                ("position", place.position.into()),
                ("status", word.into()),
                ("locked_by", locked_by.into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }

    fn set_password(
        &mut self,
        id: CustomerId,
        hash: Option<&PasswordHash>,
        must_change: bool,
    ) -> Outcome<()> {
        self.change_one(
            Table::Customers,
            id.uuid(),
            SET_PASSWORD_TIMES,
            [
                ("id", id.uuid().into()),
                ("set_at", self.recorded_at.into()),
                ("must_change_since", must_change.then_some(self.recorded_at).into()),
            ],
        )?;
        self.end_account_links(id)?;
        let Some(hash) = hash else { return Ok(()) };
        let cells = [("customer_id", id.uuid().into()), ("hash", hash.reveal().into())];
        self.change_one(Table::CustomerPasswords, id.uuid(), SET_PASSWORD, cells)
    }
}
