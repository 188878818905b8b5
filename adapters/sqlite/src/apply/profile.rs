use rollbook_domain::customer::Profile;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::{StoredAddress, name_key};
use rollbook_domain::text::Code;
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn insert_profile(&self, id: CustomerId, profile: &Profile) -> Outcome<()> {
        self.write_profile(
            "INSERT INTO customer_profiles (tenant_no, customer_id, first_name, last_name, email, email_key, code, \
             code_key, name_key, billing_address, fields) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            id,
            profile,
        )
    }

    pub(super) fn replace_profile(&self, id: CustomerId, profile: &Profile) -> Outcome<()> {
        self.write_profile(
            "INSERT INTO customer_profiles (tenant_no, customer_id, first_name, last_name, email, email_key, code, \
             code_key, name_key, billing_address, fields) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
             ON CONFLICT (tenant_no, customer_id) DO UPDATE SET first_name = excluded.first_name, \
             last_name = excluded.last_name, email = excluded.email, email_key = excluded.email_key, \
             code = excluded.code, code_key = excluded.code_key, name_key = excluded.name_key, \
             billing_address = excluded.billing_address, fields = excluded.fields",
            id,
            profile,
        )
    }

    /// Keeps the address that another one takes the place of.
    pub(super) fn insert_former_email(&self, place: &Place, id: CustomerId, new: &Profile) -> Outcome<()> {
        self.run(
            "INSERT INTO former_emails (tenant_no, customer_id, position, email, email_key, effective_at, commit_no) \
             SELECT tenant_no, customer_id, ?3, email, email_key, ?4, ?5 FROM customer_profiles \
             WHERE tenant_no = ?1 AND customer_id = ?2 AND email_key <> ?6",
            params![
                self.tenant_no,
                id.bytes(),
                place.position,
                place.effective_at,
                self.commit_no,
                new.email.canonical()
            ],
        )?;
        Ok(())
    }

    fn write_profile(&self, sql: &'static str, id: CustomerId, profile: &Profile) -> Outcome<()> {
        let address = profile.billing_address.as_deref().map(StoredAddress::from);
        self.run_on_one(
            sql,
            params![
                self.tenant_no,
                id.bytes(),
                profile.first_name.as_str(),
                profile.last_name.as_str(),
                profile.email.as_typed(),
                profile.email.canonical(),
                profile.code.as_ref().map(Code::as_str),
                profile.code.as_ref().map(Code::folded),
                name_key(profile),
                address.as_ref().map(json).transpose()?,
                (!profile.fields.is_empty()).then(|| json(&profile.fields)).transpose()?,
            ],
        )
    }
}
