//! Why run-time data is turned down.

use crate::refusal::Refusal;
use crate::rule::{RuleId, TRN_07};

/// Run-time data that cannot be taken as it was sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CmiDataRefused {
    /// What stands before a value is no name of an element.
    #[error(
        "`{0}` is not the name of a CMI element; give 1 to 255 printable ASCII characters without spaces"
    )]
    Name(String),
    /// A value that is longer than its element may hold.
    #[error("{name} holds {length} characters; SCORM {standard} lets it hold {most}")]
    TooLong {
        /// The element.
        name: String,
        /// How long its value is.
        length: usize,
        /// How long it may be.
        most: usize,
        /// The edition that says so.
        standard: super::CmiStandard,
    },
    /// A value with characters that no text may have.
    #[error("{0} holds a control character; leave out all but tabs and new lines")]
    Control(String),
    /// A value that is not one of its element.
    #[error("`{value}` will not do for {name}; give {accepted}")]
    Value {
        /// The element.
        name: String,
        /// Its value.
        value: String,
        /// What may be given.
        accepted: &'static str,
    },
    /// More than one attempt may hold.
    #[error("the attempt would hold {found} {what}; at most {most} are kept")]
    TooMuch {
        /// Elements or characters.
        what: &'static str,
        /// How many there would be.
        found: usize,
        /// How many there may be.
        most: usize,
    },
}

impl Refusal for CmiDataRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[TRN_07]
    }
}
