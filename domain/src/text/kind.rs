use super::TextError;
use super::characters::{is_control, is_invisible, shown};

/// What one kind of text is called and accepts.
pub(super) struct Kind {
    pub(super) what: &'static str,
    pub(super) form: &'static str,
    pub(super) max_chars: usize,
}

impl Kind {
    /// Refuses a text that may be shown again.
    pub(super) fn refused(&self, text: &str, reason: &'static str) -> TextError {
        TextError::Refused { what: self.what, value: shown(text), reason, form: self.form }
    }

    /// Refuses a text about a person, which is not shown.
    pub(super) fn personal_refused(&self, text: &str, reason: &'static str) -> TextError {
        TextError::PersonalRefused { what: self.what, chars: text.chars().count(), reason, form: self.form }
    }

    pub(super) fn check_length(&self, text: &str) -> Result<(), &'static str> {
        if text.is_empty() {
            return Err("it is empty");
        }
        if text.chars().nth(self.max_chars).is_some() {
            return Err("it is too long");
        }
        Ok(())
    }

    /// Checks a text that is shown on one line.
    pub(super) fn check_line(&self, text: &str) -> Result<(), &'static str> {
        self.check_length(text)?;
        if text.chars().any(is_control) {
            return Err("it holds a control character or one that turns the direction of writing");
        }
        if text.chars().all(is_invisible) {
            return Err("it shows nothing");
        }
        Ok(())
    }
}
