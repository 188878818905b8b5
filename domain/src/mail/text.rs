//! The texts of mails, and their history (REG-36, REG-37).

use serde::{Deserialize, Serialize};

use super::MailKind;
use crate::stamp::{Revision, Stamp};

/// The three templates of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextParts {
    /// The subject, one line.
    pub subject: String,
    /// The plain text.
    pub text: String,
    /// The HTML.
    pub html: String,
}

/// A fact about the text of one kind of mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MailTextEvent {
    /// The text was edited.
    TextEdited {
        /// The text from now on.
        parts: Box<TextParts>,
    },
    /// The built-in text holds again.
    TextReset,
}

/// One version of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextVersion {
    /// The text; `None` for the built-in one.
    pub parts: Option<TextParts>,
    /// When and by whom; the version's number is the stamp's position.
    pub stamp: Stamp,
}

/// The text of one kind of mail with its history; before the first version the built-in one holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailText {
    /// The kind.
    pub kind: MailKind,
    /// Every version, in the order written.
    pub versions: Vec<TextVersion>,
}

impl MailText {
    /// A text that was never edited.
    pub const fn built_in(kind: MailKind) -> Self {
        Self { kind, versions: Vec::new() }
    }

    /// Folds one more event into the text.
    pub fn apply(&mut self, event: &MailTextEvent, stamp: &Stamp) {
        let parts = match event {
            MailTextEvent::TextEdited { parts } => Some((**parts).clone()),
            MailTextEvent::TextReset => None,
        };
        self.versions.push(TextVersion { parts, stamp: stamp.clone() });
    }

    /// The stream's revision, which is the number of the version that holds; 0 for one never edited.
    pub fn revision(&self) -> Revision {
        self.versions.last().map_or(Revision::NONE, |version| version.stamp.position)
    }

    /// The templates that hold; `None` for the built-in ones.
    pub fn parts(&self) -> Option<&TextParts> {
        self.versions.last().and_then(|version| version.parts.as_ref())
    }

    /// The templates of a version; `None` when there is no such version, `Some(None)` for the built-in ones.
    pub fn version(&self, number: u64) -> Option<Option<&TextParts>> {
        if number == 0 {
            return Some(None);
        }
        let version = self.versions.iter().find(|version| version.stamp.position.get() == number)?;
        Some(version.parts.as_ref())
    }
}
