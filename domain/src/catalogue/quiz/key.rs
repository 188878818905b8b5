//! What questions and choices are called by.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::shown;

/// What a question of a quiz, or a choice of a question, is called by in files, answers and reports.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QuizKey(Box<str>);

impl QuizKey {
    /// Reads 1 to 40 ASCII letters, digits, points, hyphens and underscores; letters count as they are written.
    ///
    /// # Errors
    /// A sentence that names the text and the accepted form.
    pub fn parse(text: &str) -> Result<Self, String> {
        let is_key = (1..=40).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte));
        if is_key {
            return Ok(Self(text.into()));
        }
        let text = shown(text);
        Err(format!("`{text}` is not an id; give 1 to 40 letters, digits, points, hyphens and underscores"))
    }

    /// The key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuizKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl TryFrom<String> for QuizKey {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<QuizKey> for String {
    fn from(key: QuizKey) -> Self {
        key.0.into()
    }
}
