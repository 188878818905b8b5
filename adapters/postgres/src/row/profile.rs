//! Profiles as rows.

use std::borrow::Cow;

use rollbook_domain::customer::{BillingAddress, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::search_text;
use rollbook_domain::text::{Code, PersonName};
use serde::{Deserialize, Serialize};

use super::Cells;
use crate::failure::Outcome;

/// The lines of a billing address that are there.
#[derive(Serialize, Deserialize)]
pub(crate) struct StoredAddress<'a> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line_one: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line_two: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    city: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    postal_code: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    country: Option<Cow<'a, str>>,
}

impl<'a> From<&'a BillingAddress> for StoredAddress<'a> {
    fn from(address: &'a BillingAddress) -> Self {
        let line = |line: &'a Option<String>| line.as_deref().map(Cow::Borrowed);
        Self {
            line_one: line(&address.line_one),
            line_two: line(&address.line_two),
            city: line(&address.city),
            region: line(&address.region),
            postal_code: line(&address.postal_code),
            country: line(&address.country),
        }
    }
}

impl From<StoredAddress<'_>> for BillingAddress {
    fn from(stored: StoredAddress<'_>) -> Self {
        let line = |line: Option<Cow<'_, str>>| line.map(Cow::into_owned);
        Self {
            line_one: line(stored.line_one),
            line_two: line(stored.line_two),
            city: line(stored.city),
            region: line(stored.region),
            postal_code: line(stored.postal_code),
            country: line(stored.country),
        }
    }
}

/// The line of [`search_text`] that holds the names; the other one is the email's key, which stands in a column anyway.
pub(crate) fn name_key(profile: &Profile) -> String {
    let mut text = search_text(profile);
    if let Some(end) = text.rfind('\n') {
        text.truncate(end);
    }
    text
}

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
