//! What people do to mails that wait.

use serde::{Deserialize, Serialize};

use crate::email::EmailAddress;
use crate::id::{CustomerId, MailId};
use crate::personal::Personal;
use crate::time::Instant;

/// A fact about the tenant's outbox, written by a person; leases and deliveries are no facts of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OutboxEvent {
    /// Mails wait from now on until they are released; one that has ended stays as it is.
    MailsHeld {
        /// Which ones.
        mails: Vec<MailId>,
    },
    /// Mails may be sent from now on.
    MailsReleased {
        /// Which ones.
        mails: Vec<MailId>,
    },
    /// Mails that had ended were queued anew by hand, each as a mail of its own.
    MailsRequeued {
        /// Those that had ended.
        mails: Vec<MailId>,
    },
    /// Notices that time alone brings about were queued.
    NoticesQueued {
        /// Which mails.
        mails: Vec<MailId>,
    },
    /// What mails say of a customer was erased; what was read of them before does not hold any more.
    MailsForgotten {
        /// Whom.
        customer: CustomerId,
    },
    /// Nothing more is sent to an address.
    AddressSuppressed {
        /// The address; not in the payload.
        #[serde(skip)]
        address: Option<Personal<EmailAddress>>,
    },
    /// Mails may be sent to an address again.
    AddressAllowed {
        /// The address; not in the payload.
        #[serde(skip)]
        address: Option<Personal<EmailAddress>>,
    },
}

/// Why nothing is sent to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionCause {
    /// A person said so.
    Administrator,
    /// The mail server refused the address for good.
    Refused,
}

/// An address to which nothing is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The address.
    pub address: Personal<EmailAddress>,
    /// Why.
    pub cause: SuppressionCause,
    /// Since when.
    pub since: Instant,
    /// The mail server's words, where it refused the address.
    pub problem: Option<String>,
}
