use std::fmt;

use unicode_normalization::UnicodeNormalization;

use super::characters::is_invisible;
use super::kind::Kind;
use super::{TextError, written_as_text};

const CODE: Kind = Kind {
    what: "code",
    form: "1 to 64 visible characters without spaces, commas and quotes, and not an id",
    max_chars: 64,
};

/// A code chosen by people for a group, a product, a price, a course, an item or an order.
///
/// Codes are compared exactly, but are unique without regard to case: see [`Code::folded`].
///
/// ```
/// use rollbook_domain::text::Code;
///
/// let code = Code::parse(" BBB-2013J ")?;
/// assert_eq!(code.as_str(), "BBB-2013J");
/// assert_eq!(code.folded(), Code::parse("bbb-2013j")?.folded());
/// assert!(Code::parse("BBB 2013J").is_err());
/// # Ok::<(), rollbook_domain::text::TextError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(Box<str>);

impl Code {
    /// Reads a code, without the white space around it, in Unicode normal form C.
    ///
    /// # Errors
    /// [`TextError::Refused`] when it is empty, longer than 64 characters, holds white space, a comma, a quote or an
    /// invisible character, or looks like an id.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let normal: String = text.trim().nfc().collect();
        let check = || {
            CODE.check_length(&normal)?;
            if normal.chars().any(char::is_whitespace) {
                return Err("it holds white space");
            }
            if normal.chars().any(is_invisible) {
                return Err("it holds an invisible character");
            }
            if normal.contains([',', '"', '\'']) {
                return Err("it holds a comma or a quote");
            }
            if looks_like_id(&normal) {
                return Err("it looks like an id");
            }
            Ok(())
        };
        check().map_err(|reason| CODE.refused(text, reason))?;
        Ok(Self(normal.into()))
    }

    /// The code as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form that is unique among codes: the same for all ways to write a code in capital and small letters.
    pub fn folded(&self) -> String {
        if self.0.is_ascii() {
            return self.0.to_ascii_lowercase();
        }
        // Through the capital letter and back, so that letters with two small forms, such as sigma, become one.
        self.0.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
    }
}

fn looks_like_id(text: &str) -> bool {
    text.split_once('_').is_some_and(|(prefix, rest)| {
        (1..=16).contains(&prefix.len())
            && prefix.bytes().all(|byte| byte.is_ascii_alphabetic())
            && rest.len() == 26
            && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

written_as_text!(TextError: Code);
