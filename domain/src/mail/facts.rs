//! What a mail is about.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::SecretUse;
use crate::access::AccessWindow;
use crate::customer::LinkPurpose;
use crate::id::CourseId;
use crate::money::Money;
use crate::time::Instant;

/// One line of an order, as its confirmation tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailLine {
    /// The product's title.
    pub product: String,
    /// How many units.
    pub quantity: u32,
    /// What one unit cost.
    pub unit_cost: Money,
    /// Whether they are seats to be given out.
    pub is_seats: bool,
    /// The window of the buyer's own access, where it gave some.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<AccessWindow>,
}

/// A course that a mail is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailCourse {
    /// Which one.
    pub course: CourseId,
    /// Its title.
    pub title: String,
    /// The first instant at which the access is over, where the mail tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<Instant>,
    /// The number of days before that end which the notice is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<u32>,
}

/// What a mail is about; each kind uses some of it. Personal as a whole: it serializes for stores and prints nothing.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MailFacts {
    /// The recipient's first name, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// The recipient's last name, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// The address the recipient signs in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The buyer's first and last name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub buyer: Option<String>,
    /// The titles of the products it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<String>,
    /// The window of the access; `None` where the access begins to count later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window: Option<AccessWindow>,
    /// The order's number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The order's date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ordered_at: Option<Instant>,
    /// The order's lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<MailLine>,
    /// The order's total.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
    /// The first instant at which the link is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Instant>,
    /// What the link is for, for a link to an account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<LinkPurpose>,
    /// Further words: the buyer's, or an import's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The subject in place of the text's own, for an import that sets one (IMP-16).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The customer it is about, for a mail to the administrator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Why, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The courses it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub courses: Vec<MailCourse>,
    /// The titles of the parts of the course it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// For how many days nothing was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_days: Option<u32>,
    /// Whether an administrator queued it by hand (MAIL-15).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_by_hand: bool,
    /// What the mail's secret is used for, so that a copy can say where it stood once the secret is forgotten; filled in
    /// by the commit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tells: Option<SecretUse>,
}

impl fmt::Debug for MailFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailFacts(..)")
    }
}
