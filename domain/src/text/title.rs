use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::kind::Kind;
use super::{TextError, written_as_text};

const TITLE: Kind = Kind {
    what: "title",
    form: "1 to 200 characters on one line, without control characters",
    max_chars: 200,
};

/// The title of a group, a product, a course or an item.
///
/// ```
/// use rollbook_domain::text::Title;
///
/// let title = Title::parse("  Ladders and scaffolds ")?;
/// assert_eq!(title.to_string(), "Ladders and scaffolds");
/// assert!(Title::parse("two\nlines").is_err());
/// # Ok::<(), rollbook_domain::text::TextError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Title(Box<str>);

impl Title {
    /// Reads a title, without the white space around it, in Unicode normal form C.
    ///
    /// # Errors
    /// [`TextError::Refused`] when it is empty, longer than 200 characters, or holds a control character.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let normal: String = text.trim().nfc().collect();
        TITLE.check_line(&normal).map_err(|reason| TITLE.refused(text, reason))?;
        Ok(Self(normal.into()))
    }

    /// The title.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Title {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

written_as_text!(TextError: Title);
