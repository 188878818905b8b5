use super::kind::Kind;
use super::{TextError, prints_nothing};

const NOTE: Kind = Kind {
    what: "note",
    form: "1 to 2000 characters, without control characters other than new lines and tabs",
    max_chars: 2000,
};

/// A reason or remark in a person's own words.
///
/// ```
/// use rollbook_domain::text::Note;
///
/// let note = Note::parse("Left the company.\r\nAsked by phone.")?;
/// assert_eq!(note.as_str(), "Left the company.\nAsked by phone.");
/// assert_eq!(format!("{note:?}"), "Note(..)");
/// # Ok::<(), rollbook_domain::text::TextError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Note(Box<str>);

impl Note {
    /// Reads a note, without the white space around it; lines end as on Unix.
    ///
    /// # Errors
    /// [`TextError::PersonalRefused`] when it is empty, longer than 2000 characters, or holds a control character other
    /// than a new line or a tab.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let plain = text.trim().replace("\r\n", "\n");
        NOTE.check_length(&plain).map_err(|reason| NOTE.personal_refused(&plain, reason))?;
        if plain.chars().any(|char| char.is_control() && !matches!(char, '\n' | '\t')) {
            return Err(NOTE.personal_refused(&plain, "it holds a control character"));
        }
        Ok(Self(plain.into()))
    }

    /// The note, to code that has a reason to see it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

prints_nothing!(Note => "Note(..)");
