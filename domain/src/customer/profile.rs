//! What a customer tells about themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::CustomerRefused;
use crate::email::EmailAddress;
use crate::text::{Code, FieldName, Note, PersonName, Title, prints_nothing};

/// Where invoices go; every line is optional.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct BillingAddress {
    /// Street and house number, or the first line.
    pub line_one: Option<String>,
    /// The second line.
    pub line_two: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// State, province or county.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country, ISO 3166-1 alpha-2.
    pub country: Option<String>,
}

/// A customer's profile: standard fields and custom ones (CUS-27).
#[derive(Clone, PartialEq, Eq)]
pub struct Profile {
    /// Given name.
    pub first_name: PersonName,
    /// Family name.
    pub last_name: PersonName,
    /// The sign-in identity (CUS-29).
    pub email: EmailAddress,
    /// The customer's code in the installation's other systems, if any.
    pub code: Option<Code>,
    /// Where invoices go, if known.
    pub billing_address: Option<Box<BillingAddress>>,
    /// Custom fields by name.
    pub fields: BTreeMap<FieldName, String>,
}

impl Profile {
    /// A profile with nothing but the fields every account has.
    pub fn new(first_name: PersonName, last_name: PersonName, email: EmailAddress) -> Self {
        Self { first_name, last_name, email, code: None, billing_address: None, fields: BTreeMap::new() }
    }
}

impl BillingAddress {
    fn lines(&self) -> impl Iterator<Item = &String> {
        [&self.line_one, &self.line_two, &self.city, &self.region, &self.postal_code].into_iter().flatten()
    }

    /// Whether every line is one that can be shown, and the country two capital letters.
    fn is_well_formed(&self) -> bool {
        let is_line = |line: &String| Title::parse(line).is_ok_and(|title| title.as_str() == line);
        let is_country =
            |code: &String| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        self.lines().all(is_line) && self.country.iter().all(is_country)
    }
}

/// Checks what a profile holds as bare text.
///
/// # Errors
/// [`CustomerRefused::WrongForm`] (CUS-27) naming the field, never its value.
pub(super) fn check_texts(profile: &Profile) -> Result<(), CustomerRefused> {
    if profile.billing_address.as_ref().is_some_and(|address| !address.is_well_formed()) {
        let (field, form) = ("billing address".to_owned(), ADDRESS_FORM);
        return Err(CustomerRefused::WrongForm { field, form });
    }
    let is_text = |value: &String| Note::parse(value).is_ok_and(|note| note.as_str() == value);
    match profile.fields.iter().find(|(_, value)| !is_text(value)) {
        Some((name, _)) => {
            Err(CustomerRefused::WrongForm { field: format!("field `{name}`"), form: FIELD_FORM })
        }
        None => Ok(()),
    }
}

const ADDRESS_FORM: &str =
    "lines of 1 to 200 characters without control characters, and a country of two letters such as DE";
const FIELD_FORM: &str = "1 to 2000 characters, without white space around them and without control characters \
     other than new lines and tabs";

prints_nothing!(BillingAddress => "BillingAddress(..)", Profile => "Profile(..)");

/// A field of the profile, named in the log in place of its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProfileField {
    /// Given name.
    FirstName,
    /// Family name.
    LastName,
    /// Email address.
    Email,
    /// Code in other systems.
    Code,
    /// Billing address.
    BillingAddress,
    /// A custom field.
    Custom(FieldName),
}
