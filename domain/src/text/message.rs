use std::fmt;

use super::characters::is_control;
use super::kind::Kind;
use super::{TextError, written_as_text};

const MESSAGE: Kind = Kind {
    what: "message",
    form: "1 to 2000 characters, without control characters other than new lines",
    max_chars: 2000,
};

/// What a tenant tells its learners in its own words, on as many lines as it takes.
///
/// ```
/// use rollbook_domain::text::Message;
///
/// let message = Message::parse("Your time is up.\r\nAsk your office for more. ")?;
/// assert_eq!(message.as_str(), "Your time is up.\nAsk your office for more.");
/// assert!(Message::parse("  ").is_err());
/// # Ok::<(), rollbook_domain::text::TextError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Message(Box<str>);

impl Message {
    /// Reads a message, without the white space around it; lines end as on Unix.
    ///
    /// # Errors
    /// [`TextError::Refused`] when it is empty, longer than 2000 characters, or holds a control character other than a new
    /// line.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let plain = text.trim().replace("\r\n", "\n");
        MESSAGE.check_length(&plain).map_err(|reason| MESSAGE.refused(&plain, reason))?;
        if plain.chars().any(|letter| is_control(letter) && letter != '\n') {
            let reason = "it holds a control character or one that turns the direction of writing";
            return Err(MESSAGE.refused(&plain, reason));
        }
        Ok(Self(plain.into()))
    }

    /// The message.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

written_as_text!(TextError: Message);
