use std::fmt;

use super::kind::Kind;
use super::{TextError, written_as_text};

const FIELD_NAME: Kind = Kind {
    what: "field name",
    form: "1 to 64 letters a to z, digits, `_` and `-`, such as billing_address",
    max_chars: 64,
};

/// The name of a profile field that the tenant added, in small letters.
///
/// ```
/// use rollbook_domain::text::FieldName;
///
/// assert_eq!(FieldName::parse("Employee-Number")?.as_str(), "employee-number");
/// # Ok::<(), rollbook_domain::text::TextError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldName(Box<str>);

impl FieldName {
    /// Reads a field name in any letter case, without the white space around it.
    ///
    /// # Errors
    /// [`TextError::Refused`] when it is empty, longer than 64 characters, or holds anything but ASCII letters, digits,
    /// `_` and `-`.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let lower = text.trim().to_ascii_lowercase();
        FIELD_NAME.check_length(&lower).map_err(|reason| FIELD_NAME.refused(text, reason))?;
        if !lower.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-')) {
            return Err(FIELD_NAME.refused(text, "it holds another character"));
        }
        Ok(Self(lower.into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FieldName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

written_as_text!(TextError: FieldName);
