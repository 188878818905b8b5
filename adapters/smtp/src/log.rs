//! Mails that go nowhere but are named.

use std::fmt;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use rollbook_domain::port::{Mailer, MailerError, OutgoingMail};

/// Names each mail in one line: its id, its recipient and its subject, and nothing of what it says.
pub struct LogMailer {
    notes: Mutex<Box<dyn Write + Send>>,
}

impl LogMailer {
    /// Names mails there.
    pub fn new(notes: Box<dyn Write + Send>) -> Self {
        Self { notes: Mutex::new(notes) }
    }
}

impl fmt::Debug for LogMailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogMailer")
    }
}

impl Mailer for LogMailer {
    fn send(&self, mail: &OutgoingMail) -> Result<(), MailerError> {
        let subject: String =
            mail.subject.reveal().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let line = format!("mail {} to {}: {subject}\n", mail.id, mail.to.reveal().as_typed());
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        let written = notes.write_all(line.as_bytes()).and_then(|()| notes.flush());
        written.map_err(|error| MailerError::Unusable(format!("the log cannot be written: {error}")))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::message::example;

    #[derive(Clone, Default)]
    struct Notes(Arc<Mutex<Vec<u8>>>);

    impl Write for Notes {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// N35
    #[test]
    fn a_mail_is_named_in_one_line_without_what_it_says() {
        let notes = Notes::default();
        let mailer = LogMailer::new(Box::new(notes.clone()));
        mailer.send(&example("Your seat\nX: y")).unwrap();
        let written = String::from_utf8(notes.0.lock().unwrap().clone()).unwrap();
        assert_eq!(written.lines().count(), 1);
        assert!(
            written.contains("ada@example.org: Your seat X: y") && written.contains("mail_"),
            "{written}"
        );
        assert!(!written.contains("invitation/"), "{written}");
    }
}
