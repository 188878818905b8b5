//! Why an edit of a mail's text is turned down.

use std::fmt;

use serde::Serialize;

use super::MailKind;
use crate::refusal::Refusal;
use crate::rule::{REG_36, RuleId};

/// One of the three templates of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextPart {
    /// The subject.
    Subject,
    /// The plain text.
    Text,
    /// The HTML.
    Html,
}

impl fmt::Display for TextPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Subject => "subject",
            Self::Text => "text",
            Self::Html => "HTML",
        })
    }
}

/// An edit of a mail's text that would break it; the text that held before still holds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailTextRefused {
    /// It uses a variable that this kind of mail does not have.
    #[error(
        "the {part} of {kind} cannot be used: line {line} names `{name}`, which is no variable here; give one of {known}"
    )]
    UnknownVariable {
        /// The kind of mail.
        kind: MailKind,
        /// The template.
        part: TextPart,
        /// The line, counted from 1.
        line: u32,
        /// The name it uses.
        name: String,
        /// The names there are.
        known: String,
    },
    /// It is no template, or uses of the language what texts of mails may not.
    #[error("the {part} of {kind} cannot be used: line {line}: {problem}")]
    Broken {
        /// The kind of mail.
        kind: MailKind,
        /// The template.
        part: TextPart,
        /// The line, counted from 1.
        line: u32,
        /// What is wrong and what is accepted.
        problem: String,
    },
    /// It would go out without what the recipient needs.
    #[error(
        "the {part} of {kind} cannot be used: it does not always show `{name}`, without which the mail is of no use; \
         put {{{{ {name} }}}} where no condition but on link and password stands around it"
    )]
    MissingVariable {
        /// The kind of mail.
        kind: MailKind,
        /// The template.
        part: TextPart,
        /// The variable that is missing.
        name: &'static str,
    },
    /// It is empty, or would be for some mails.
    #[error("the {part} of {kind} cannot be used: it is empty, at least for some mails; give a text")]
    Empty {
        /// The kind of mail.
        kind: MailKind,
        /// The template.
        part: TextPart,
    },
    /// It is too long.
    #[error("the {part} of {kind} cannot be used: it has {bytes} bytes; give at most {most}")]
    TooLong {
        /// The kind of mail.
        kind: MailKind,
        /// The template.
        part: TextPart,
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        most: usize,
    },
}

impl Refusal for MailTextRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[REG_36]
    }
}
