//! Profiles as rows.

use rollbook_domain::customer::Profile;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::stored::StoredAddress;
use rollbook_domain::text::{Code, PersonName};

use super::Cells;
use crate::failure::Outcome;

/// The columns that [`read_profile`] reads, for a profile joined as `p`.
macro_rules! profile_columns {
    () => {
        "p.first_name, p.last_name, p.email, p.email_key, p.code, p.billing_address, p.fields"
    };
}

pub(crate) use profile_columns;

/// Reads a profile joined on the left; `None` when there is none.
pub(crate) fn read_profile(cells: &mut Cells<'_>) -> Outcome<Option<Personal<Profile>>> {
    if cells.is_null()? {
        cells.skip(7);
        return Ok(None);
    }
    cells.turn_to("customer_profiles");
    let first_name = cells.parsed("first_name", PersonName::parse)?;
    let last_name = cells.parsed("last_name", PersonName::parse)?;
    let (typed, canonical) = (cells.text("email")?, cells.text("email_key")?);
    let email = EmailAddress::from_stored(typed, canonical);
    let mut profile = Profile::new(first_name, last_name, email);
    profile.code = cells.optional_parsed("code", Code::parse)?;
    profile.billing_address =
        cells.optional_json::<StoredAddress<'_>>("billing_address")?.map(|address| Box::new(address.into()));
    profile.fields = cells.optional_json("fields")?.unwrap_or_default();
    Ok(Some(Personal::new(profile)))
}
