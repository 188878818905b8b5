//! What the program brings along for sending mail.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use rollbook_domain::port::Mailer;

use crate::{CliError, Finding};

/// How mail is to go out, as the environment and the command line say.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct MailRoute {
    /// The address of the transport, if one is set.
    pub url: Option<String>,
    /// The password for the mail server, when it does not stand in the address.
    pub password: Option<String>,
    /// The address of the database, beside which mails are kept when no transport is set.
    pub database: String,
}

impl fmt::Debug for MailRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailRoute(..)")
    }
}

/// Opens transports for mail.
pub trait Mailers: Send + Sync {
    /// Opens a transport; a mail server is not asked yet.
    ///
    /// # Errors
    /// [`MailerFailed`].
    fn open(&self, route: &MailRoute) -> Result<Arc<dyn Mailer>, MailerFailed>;

    /// What people call a transport; without its password.
    ///
    /// # Errors
    /// [`MailerFailed::UnknownAddress`].
    fn name(&self, route: &MailRoute) -> Result<String, MailerFailed>;

    /// The longest time that sending one mail takes.
    ///
    /// # Errors
    /// [`MailerFailed::UnknownAddress`].
    fn longest_send(&self, route: &MailRoute) -> Result<Duration, MailerFailed>;

    /// Looks a transport over and asks its server, for `doctor`; never fails, but finds.
    fn examine(&self, route: &MailRoute) -> Vec<Finding>;
}

/// A transport that cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MailerFailed {
    /// The address is not one of a transport.
    #[error("{0}")]
    UnknownAddress(String),
    /// It cannot be used.
    #[error("{0}")]
    Unusable(String),
}

impl From<MailerFailed> for CliError {
    fn from(failed: MailerFailed) -> Self {
        match failed {
            MailerFailed::UnknownAddress(_) => Self::Usage(failed.to_string()),
            MailerFailed::Unusable(_) => Self::Unavailable(failed.to_string()),
        }
    }
}
