//! Tenants: isolated installations in one store.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::shown;

/// Names a tenant: 1 to 63 lower-case letters, digits and hyphens, beginning with a letter.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TenantId(Box<str>);

/// A text that is not a tenant's name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a tenant name; give 1 to 63 lower-case letters, digits and hyphens, beginning with a letter"
)]
pub struct TenantIdError(String);

impl TenantId {
    /// Reads a tenant's name.
    ///
    /// # Errors
    /// [`TenantIdError`] when it is not of the accepted form.
    pub fn parse(value: &str) -> Result<Self, TenantIdError> {
        let begins_well = value.starts_with(|first: char| first.is_ascii_lowercase());
        let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if begins_well && value.len() <= 63 && value.chars().all(is_plain) {
            return Ok(Self(value.into()));
        }
        Err(TenantIdError(shown(value)))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for TenantId {
    fn default() -> Self {
        Self("default".into())
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for TenantId {
    type Error = TenantIdError;
    fn try_from(value: String) -> Result<Self, TenantIdError> {
        Self::parse(&value)
    }
}

impl From<TenantId> for String {
    fn from(id: TenantId) -> Self {
        id.0.into()
    }
}
