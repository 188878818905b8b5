//! Mails to a mail server.

mod failure;
mod line;
mod thread;

use std::fmt;
use std::sync::{Mutex, PoisonError};

use line::Line;
use rollbook_domain::port::{Mailer, MailerError, OutgoingMail};

use crate::message::Ready;
use crate::{Server, TransportError};

/// Gives mails to a mail server, one at a time over a connection that it keeps.
///
/// One answer may take as long as the address says (20 s unless set); everything before the mail itself is given up
/// after three times that, and so is the mail itself: no mail takes longer than six times that. A connection is kept
/// for up to 100 mails, asked before each whether it still works, and made anew when it does not.
///
/// It has a thread of its own for each mail, so that it may be called from inside any runtime.
pub struct SmtpMailer {
    line: Mutex<Option<Line>>,
    shown: String,
}

impl SmtpMailer {
    /// Gets ready to talk to a server, which is not asked before the first mail.
    ///
    /// # Errors
    /// [`TransportError`] when a password is missing or the certificate authorities cannot be used.
    pub fn open(server: &Server) -> Result<Self, TransportError> {
        Ok(Self { line: Mutex::new(Some(Line::new(server)?)), shown: server.to_string() })
    }

    /// Connects, encrypts and signs in, as for a mail, and hangs up.
    ///
    /// # Errors
    /// [`MailerError`] as a mail would end.
    pub fn probe(&self) -> Result<(), MailerError> {
        self.with_line(Line::probe)
    }

    fn with_line(
        &self,
        work: impl FnOnce(&mut Line) -> Result<(), MailerError> + Send,
    ) -> Result<(), MailerError> {
        let mut line = self.line.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(line) = line.as_mut() else {
            return Err(MailerError::Unusable("the mailer is closed".to_owned()));
        };
        let done = thread::apart(|| work(line));
        done.unwrap_or_else(|error| Err(MailerError::Unusable(format!("no thread for a mail: {error}"))))
    }
}

impl Mailer for SmtpMailer {
    fn send(&self, mail: &OutgoingMail) -> Result<(), MailerError> {
        let ready = Ready::new(mail)?;
        self.with_line(|line| line.send(&ready))
    }
}

/// Says goodbye to the server.
impl Drop for SmtpMailer {
    fn drop(&mut self) {
        let line = self.line.get_mut().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(mut line) = line {
            let _ = thread::apart(|| line.hang_up());
        }
    }
}

impl fmt::Debug for SmtpMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SmtpMailer({})", self.shown)
    }
}
