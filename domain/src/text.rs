//! Short texts that people write: codes, titles, names, notes and the names of profile fields.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Why a text was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TextError {
    /// A text that may be shown again.
    #[error("{what} `{value}` is not accepted: {reason}; accepted form: {form}")]
    Refused {
        /// What the text was meant to be.
        what: &'static str,
        /// What was given, shortened when it is long.
        value: String,
        /// What is wrong with it.
        reason: &'static str,
        /// What is accepted.
        form: &'static str,
    },
    /// A text about a person, which is not shown.
    #[error("{what} of {chars} characters is not accepted: {reason}; accepted form: {form}")]
    PersonalRefused {
        /// What the text was meant to be.
        what: &'static str,
        /// How many characters it has.
        chars: usize,
        /// What is wrong with it.
        reason: &'static str,
        /// What is accepted.
        form: &'static str,
    },
}

/// What one kind of text is called and accepts.
struct Kind {
    what: &'static str,
    form: &'static str,
    max_chars: usize,
}

impl Kind {
    fn refused(&self, text: &str, reason: &'static str) -> TextError {
        let mut value: String =
            text.chars().take(80).map(|char| if is_control(char) { '\u{fffd}' } else { char }).collect();
        if text.chars().nth(80).is_some() {
            value.push('…');
        }
        TextError::Refused { what: self.what, value, reason, form: self.form }
    }

    fn personal_refused(&self, text: &str, reason: &'static str) -> TextError {
        TextError::PersonalRefused { what: self.what, chars: text.chars().count(), reason, form: self.form }
    }

    fn check_length(&self, text: &str) -> Result<(), &'static str> {
        if text.is_empty() {
            return Err("it is empty");
        }
        if text.chars().nth(self.max_chars).is_some() {
            return Err("it is too long");
        }
        Ok(())
    }
}

/// Whether a character would act on the text around it instead of showing: controls, line separators and bidirectional overrides.
fn is_control(char: char) -> bool {
    char.is_control() || matches!(char, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character shows nothing of its own.
fn is_invisible(char: char) -> bool {
    is_control(char)
        || matches!(char,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..)
}

const CODE: Kind = Kind {
    what: "code",
    form: "1 to 64 visible characters without spaces, commas and quotes, and not an id",
    max_chars: 64,
};

/// A code chosen by people for a group, a product, a price, a course, an item or an order.
///
/// Codes are compared exactly, but are unique without regard to case: see [`Code::folded`].
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

const TITLE: Kind = Kind {
    what: "title",
    form: "1 to 200 characters on one line, without control characters",
    max_chars: 200,
};

/// The title of a group, a product, a course or an item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Title(Box<str>);

impl Title {
    /// Reads a title, without the white space around it, in Unicode normal form C.
    ///
    /// # Errors
    /// [`TextError::Refused`] when it is empty, longer than 200 characters, or holds a control character.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let normal: String = text.trim().nfc().collect();
        TITLE.check_length(&normal).map_err(|reason| TITLE.refused(text, reason))?;
        if normal.chars().any(is_control) {
            return Err(TITLE.refused(text, "it holds a control character"));
        }
        Ok(Self(normal.into()))
    }

    /// The title.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const FIELD_NAME: Kind = Kind {
    what: "field name",
    form: "1 to 64 letters a to z, digits, `_` and `-`, such as billing_address",
    max_chars: 64,
};

/// The name of a profile field that the tenant added, in small letters.
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

const PERSON_NAME: Kind = Kind {
    what: "name",
    form: "1 to 100 characters on one line, without control characters",
    max_chars: 100,
};

/// A first or last name of a person.
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
        PERSON_NAME.check_length(&normal).map_err(|reason| PERSON_NAME.personal_refused(&normal, reason))?;
        if normal.chars().any(is_control) {
            return Err(PERSON_NAME.personal_refused(
                &normal,
                "it holds a control character or one that turns the direction of writing",
            ));
        }
        Ok(Self(normal.into()))
    }

    /// The name, to code that has a reason to see it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

const NOTE: Kind = Kind {
    what: "note",
    form: "1 to 2000 characters, without control characters other than new lines and tabs",
    max_chars: 2000,
};

/// A reason or remark in a person's own words.
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

macro_rules! open_text {
    ($($name:ident)*) => {$(
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = TextError;

            fn from_str(text: &str) -> Result<Self, TextError> {
                Self::parse(text)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::parse(&Cow::<'de, str>::deserialize(deserializer)?).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

open_text!(Code Title FieldName);

macro_rules! personal_text {
    ($($name:ident)*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

personal_text!(PersonName Note);
