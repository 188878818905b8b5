//! What a customer tells about themselves.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::text::{Code, FieldName, PersonName, prints_nothing};

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
