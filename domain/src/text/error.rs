use thiserror::Error;

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
