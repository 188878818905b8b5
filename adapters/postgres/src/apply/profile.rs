use rollbook_domain::customer::Profile;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::stored::{StoredAddress, name_key};
use rollbook_domain::text::Code;

use super::{Book, Cell, Place, Table, optional_json};
use crate::failure::Outcome;
use crate::row::StoredId;

const REPLACE: &str = "INSERT INTO customer_profiles (tenant_no, customer_id, first_name, last_name, email, email_key, \
    code, code_key, name_key, billing_address, fields) \
    SELECT $1::int8, n.customer_id, n.first_name, n.last_name, n.email, n.email_key, n.code, n.code_key, n.name_key, \
    n.billing_address::json, n.fields::json FROM {rows} \
    ON CONFLICT (tenant_no, customer_id) DO UPDATE SET first_name = excluded.first_name, \
    last_name = excluded.last_name, email = excluded.email, email_key = excluded.email_key, code = excluded.code, \
    code_key = excluded.code_key, name_key = excluded.name_key, billing_address = excluded.billing_address, \
    fields = excluded.fields";

const GIVE_UP: &str = "INSERT INTO former_emails (tenant_no, customer_id, position, email, email_key, effective_at, commit_no) \
    SELECT $1::int8, n.customer_id, n.position, p.email, p.email_key, n.effective_at, n.commit_no FROM {rows} \
    JOIN customer_profiles p ON p.tenant_no = $1 AND p.customer_id = n.customer_id AND p.email_key <> n.email_key";

impl Book {
    /// Keeps the address that another one takes the place of: in the stage that changes the profile, before it does.
    pub(super) fn insert_former_email(
        &mut self,
        place: &Place,
        id: CustomerId,
        new: &Profile,
    ) -> Outcome<()> {
        self.settle(Table::CustomerProfiles, id.uuid());
        self.change(
            Table::FormerEmails,
            id.uuid(),
            GIVE_UP,
            [
                ("customer_id", id.uuid().into()),
                ("position", place.position.into()),
                ("email_key", new.email.canonical().into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }

    pub(super) fn insert_profile(&mut self, id: CustomerId, profile: &Profile) -> Outcome<()> {
        self.insert(Table::CustomerProfiles, id.uuid(), cells(id, profile)?)
    }

    pub(super) fn replace_profile(&mut self, id: CustomerId, profile: &Profile) -> Outcome<()> {
        self.change_one(Table::CustomerProfiles, id.uuid(), REPLACE, cells(id, profile)?)
    }
}

fn cells(id: CustomerId, profile: &Profile) -> Outcome<[(&'static str, Cell); 10]> {
    let address = profile.billing_address.as_deref().map(StoredAddress::from);
    let fields = Some(&profile.fields).filter(|fields| !fields.is_empty());
    Ok([
        ("customer_id", id.uuid().into()),
        ("first_name", profile.first_name.as_str().into()),
        ("last_name", profile.last_name.as_str().into()),
        ("email", profile.email.as_typed().into()),
        ("email_key", profile.email.canonical().into()),
        ("code", profile.code.as_ref().map(Code::as_str).into()),
        ("code_key", profile.code.as_ref().map(Code::folded).into()),
        ("name_key", name_key(profile).into()),
        ("billing_address", optional_json(address.as_ref())?),
        ("fields", optional_json(fields)?),
    ])
}
