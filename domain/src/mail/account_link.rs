//! The mail with a link to an account: to set or reset its password (MAIL-06), or to unlock it (MAIL-07).

use super::{DedupeKey, MailFacts, MailKind, MailSecret, NewMail, SecretUse};
use crate::customer::{Customer, LinkPurpose, Profile};
use crate::id::MailId;
use crate::personal::Personal;
use crate::secret::Sealed;
use crate::time::Instant;

/// What the mail is about.
#[derive(Debug, Clone)]
pub struct AccountLinkMail<'a> {
    /// The mail's new id.
    pub id: MailId,
    /// The customer, as before the link was made.
    pub customer: &'a Customer,
    /// The customer's profile; the mail goes to its address.
    pub profile: &'a Profile,
    /// What the link is for.
    pub purpose: LinkPurpose,
    /// The first instant at which the link is over.
    pub expires_at: Instant,
    /// The link's secret, sealed for this mail.
    pub sealed: Sealed,
}

/// The mail with a link; one for each link of the account.
pub fn account_link(told: AccountLinkMail<'_>) -> NewMail {
    let AccountLinkMail { id, customer, profile, purpose, expires_at, sealed } = told;
    let (kind, usage) = match purpose {
        LinkPurpose::SetPassword | LinkPurpose::ResetPassword => {
            (MailKind::PasswordLink, SecretUse::PasswordLink)
        }
        LinkPurpose::Unlock => (MailKind::UnlockInstructions, SecretUse::UnlockLink),
    };
    NewMail {
        id,
        kind,
        to: Personal::new(profile.email.clone()),
        customer: Some(customer.id),
        facts: MailFacts {
            first_name: Some(profile.first_name.as_str().to_owned()),
            last_name: Some(profile.last_name.as_str().to_owned()),
            email: Some(profile.email.as_typed().to_owned()),
            purpose: Some(purpose),
            expires_at: Some(expires_at),
            ..MailFacts::default()
        },
        secret: Some(MailSecret { usage, sealed }),
        dedupe: DedupeKey::new(kind, format_args!("{}:{}", customer.id, customer.links.len() + 1)),
        is_held: false,
    }
}
