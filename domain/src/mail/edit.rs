//! Editing the text of a kind of mail (REG-36, REG-37).

use super::{MailText, MailTextEvent, TextParts};
use crate::refusal::Outcome;

/// What to change; `None` keeps what holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EditText {
    /// A new subject.
    pub subject: Option<String>,
    /// A new plain text.
    pub text: Option<String>,
    /// A new HTML.
    pub html: Option<String>,
}

impl EditText {
    /// The templates as they will be: those given, and of the others those that hold.
    pub fn onto(self, holding: &TextParts) -> TextParts {
        let or = |given: Option<String>, holding: &String| match given {
            Some(given) => given.replace("\r\n", "\n"),
            None => holding.clone(),
        };
        TextParts {
            subject: or(self.subject, &holding.subject),
            text: or(self.text, &holding.text),
            html: or(self.html, &holding.html),
        }
    }
}

/// Puts other templates in the place of those that hold; they were checked before.
pub fn edit(text: &MailText, built_in: &TextParts, parts: TextParts) -> (Outcome, Vec<MailTextEvent>) {
    if parts == *text.parts().unwrap_or(built_in) {
        return (Outcome::Unchanged, Vec::new());
    }
    (Outcome::Applied, vec![MailTextEvent::TextEdited { parts: Box::new(parts) }])
}

/// Goes back to the built-in templates; the edited ones stay in the history.
pub fn reset(text: &MailText) -> (Outcome, Vec<MailTextEvent>) {
    if text.parts().is_none() {
        return (Outcome::Unchanged, Vec::new());
    }
    (Outcome::Applied, vec![MailTextEvent::TextReset])
}
