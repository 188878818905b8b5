use unicode_normalization::UnicodeNormalization;

use super::kind::Kind;
use super::{TextError, prints_nothing};

const PERSON_NAME: Kind = Kind {
    what: "name",
    form: "1 to 100 characters on one line, without control characters",
    max_chars: 100,
};

/// A first or last name of a person.
///
/// ```
/// use rollbook_domain::text::PersonName;
///
/// let name = PersonName::parse(" Ada ")?;
/// assert_eq!(name.as_str(), "Ada");
/// assert_eq!(format!("{name:?}"), "PersonName(..)");
/// # Ok::<(), rollbook_domain::text::TextError>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(Box<str>);

impl PersonName {
    /// Reads a name in any script, without the white space around it, in Unicode normal form C.
    ///
    /// # Errors
    /// [`TextError::PersonalRefused`] when it is empty, longer than 100 characters, or holds a control character or one
    /// that turns the direction of writing.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let normal: String = text.trim().nfc().collect();
        PERSON_NAME.check_line(&normal).map_err(|reason| PERSON_NAME.personal_refused(&normal, reason))?;
        Ok(Self(normal.into()))
    }

    /// The name, to code that has a reason to see it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

prints_nothing!(PersonName => "PersonName(..)");
