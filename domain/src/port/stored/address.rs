//! Billing addresses as JSON.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::customer::BillingAddress;

/// A billing address as the JSON of a column: the lines that are there.
#[derive(Serialize, Deserialize)]
pub struct StoredAddress<'a> {
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
