//! A letter box that takes every mail.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use rollbook_domain::port::{Mailer, MailerError, OutgoingMail};

use crate::{Finding, MailRoute, MailerFailed, Mailers, Signals};

/// Keeps the mails that commands send.
#[derive(Clone, Default)]
pub(crate) struct Mailbox(Arc<Mutex<Taken>>);

#[derive(Default)]
struct Taken {
    mails: Vec<OutgoingMail>,
    ends_after: Option<usize>,
    end: Option<Box<dyn FnMut() + Send>>,
}

impl Mailbox {
    /// The mails sent so far.
    pub(crate) fn mails(&self) -> Vec<OutgoingMail> {
        self.0.lock().unwrap().mails.clone()
    }

    /// Asks the program to end once so many mails were sent in all.
    pub(crate) fn end_after(&self, mails: usize) {
        self.0.lock().unwrap().ends_after = Some(mails);
    }
}

impl Mailer for Mailbox {
    fn send(&self, mail: &OutgoingMail) -> Result<(), MailerError> {
        let mut taken = self.0.lock().unwrap();
        taken.mails.push(mail.clone());
        if taken.ends_after.is_some_and(|count| taken.mails.len() >= count) {
            taken.end.iter_mut().for_each(|end| end());
        }
        Ok(())
    }
}

impl Mailers for Mailbox {
    fn open(&self, _route: &MailRoute) -> Result<Arc<dyn Mailer>, MailerFailed> {
        Ok(Arc::new(self.clone()))
    }

    fn name(&self, _route: &MailRoute) -> Result<String, MailerFailed> {
        Ok("a letter box in memory".to_owned())
    }

    fn longest_send(&self, _route: &MailRoute) -> Result<Duration, MailerFailed> {
        Ok(Duration::from_secs(1))
    }

    fn examine(&self, _route: &MailRoute) -> Vec<Finding> {
        vec![Finding::ok("mail", "a letter box in memory")]
    }
}

impl Signals for Mailbox {
    fn on_stop(&self, act: Box<dyn FnMut() + Send>) -> Result<(), String> {
        self.0.lock().unwrap().end = Some(act);
        Ok(())
    }
}
