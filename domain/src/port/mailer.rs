//! Giving mails to a mail server.

use crate::email::EmailAddress;
use crate::id::MailId;
use crate::personal::Personal;
use crate::time::Instant;

pub use crate::mail::MailerError;

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

/// Gives mails to a mail server, waiting for its answer; called from a thread of its own.
pub trait Mailer: Send + Sync {
    /// Sends one mail.
    ///
    /// # Errors
    /// [`MailerError`], by what to do about it.
    fn send(&self, mail: &OutgoingMail) -> Result<(), MailerError>;
}
