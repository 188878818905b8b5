//! Mails: which there are, what they say, and what becomes of each (MAIL-01 to MAIL-07).
//!
//! A mail is caused by a decision and is part of the same commit, so it exists if and only if its cause does. It holds
//! facts and not text: its text is made from the tenant's [`MailText`] when it is sent.

mod facts;
mod kind;
mod outbox;
mod queued;
mod text;

pub use facts::{MailFacts, MailLine};
pub use kind::MailKind;
pub use outbox::{OutboxEvent, Suppression, SuppressionCause};
pub use queued::{DedupeKey, Mail, MailSecret, MailState, NewMail, SecretUse};
pub use text::{MailText, MailTextEvent, TextParts, TextVersion};
