//! A letter box that takes every mail.

use std::sync::{Arc, Mutex};

use rollbook_domain::port::{Mailer, MailerError, OutgoingMail};

use crate::{Finding, MailRoute, MailerFailed, Mailers};

/// Keeps the mails that commands send.
#[derive(Clone, Default)]
pub(crate) struct Mailbox(Arc<Mutex<Vec<OutgoingMail>>>);

impl Mailbox {
    /// The mails sent so far.
    pub(crate) fn mails(&self) -> Vec<OutgoingMail> {
        self.0.lock().unwrap().clone()
    }
}

impl Mailer for Mailbox {
    fn send(&self, mail: &OutgoingMail) -> Result<(), MailerError> {
        self.0.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

impl Mailers for Mailbox {
    fn open(&self, _route: &MailRoute) -> Result<Arc<dyn Mailer>, MailerFailed> {
        Ok(Arc::new(self.clone()))
    }

    fn examine(&self, _route: &MailRoute) -> Vec<Finding> {
        vec![Finding::ok("mail", "a letter box in memory")]
    }
}
