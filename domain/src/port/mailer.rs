//! Giving mails to a mail server.

use crate::email::EmailAddress;
use crate::id::MailId;
use crate::personal::Personal;
use crate::time::Instant;

/// A mail as it goes out: one recipient, all texts made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutgoingMail {
    /// The mail; its Message-ID is made from it, so that a further attempt has the same one.
    pub id: MailId,
    /// Who sends it: an address, or a name with an address in angle brackets.
    pub from: String,
    /// The one recipient.
    pub to: Personal<EmailAddress>,
    /// The subject, one line.
    pub subject: Personal<String>,
    /// The plain text.
    pub text: Personal<String>,
    /// The HTML.
    pub html: Personal<String>,
    /// The date it carries.
    pub dated: Instant,
}

/// Why a mail server did not take a mail, by what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailerError {
    /// Not now: try the same mail again later.
    #[error("not taken for now: {0}")]
    Transient(String),
    /// This address never: give the mail up and send nothing more to it.
    #[error("the address is refused: {0}")]
    AddressRefused(String),
    /// This mail never, though the address may be right: give the mail up.
    #[error("the mail is refused: {0}")]
    MailRefused(String),
    /// The server wants nothing from us, whatever the mail: wrong password, wrong sender, no encryption, not reachable.
    #[error("the mail server cannot be used: {0}")]
    Unusable(String),
    /// The connection broke after the whole mail was handed over: it may have been taken.
    #[error("it is not known whether the mail was taken: {0}")]
    Unknown(String),
}

/// Gives mails to a mail server, waiting for its answer; called from a thread of its own.
pub trait Mailer: Send + Sync {
    /// Sends one mail.
    ///
    /// # Errors
    /// [`MailerError`], by what to do about it.
    fn send(&self, mail: &OutgoingMail) -> Result<(), MailerError>;
}
