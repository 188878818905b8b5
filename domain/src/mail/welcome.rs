//! The welcome of an import (MAIL-02, IMP-15 to IMP-17).

use super::{DedupeKey, MailFacts, MailKind, MailSecret, NewMail, SecretUse};
use crate::customer::{LinkPurpose, Profile};
use crate::id::{CustomerId, ImportId, MailId};
use crate::personal::Personal;
use crate::time::Instant;

/// What the welcome tells.
#[derive(Debug, Clone)]
pub struct Welcome<'a> {
    /// The mail's new id.
    pub id: MailId,
    /// The customer.
    pub customer: CustomerId,
    /// The customer's profile; the mail goes to its address.
    pub profile: &'a Profile,
    /// The titles of the products that the import gives.
    pub products: Vec<String>,
    /// The subject set for this import (IMP-16).
    pub subject: Option<String>,
    /// The words added for this import (IMP-17).
    pub text: Option<String>,
    /// How the customer gets in for the first time, sealed for this mail; `None` for whoever has a password.
    pub secret: Option<MailSecret>,
    /// The first instant at which the link is over, if the secret is one.
    pub expires_at: Option<Instant>,
    /// The import.
    pub import: ImportId,
    /// Whether it waits to be released by a person.
    pub is_held: bool,
}

/// The welcome; one for each customer of an import.
pub fn welcome(told: Welcome<'_>) -> NewMail {
    let Welcome { id, customer, profile, products, subject, text, secret, expires_at, import, is_held } =
        told;
    let is_link = secret.as_ref().is_some_and(|secret| secret.usage == SecretUse::PasswordLink);
    NewMail {
        id,
        kind: MailKind::Welcome,
        to: Personal::new(profile.email.clone()),
        customer: Some(customer),
        facts: MailFacts {
            first_name: Some(profile.first_name.as_str().to_owned()),
            last_name: Some(profile.last_name.as_str().to_owned()),
            email: Some(profile.email.as_typed().to_owned()),
            products,
            subject,
            text,
            expires_at,
            purpose: is_link.then_some(LinkPurpose::SetPassword),
            ..MailFacts::default()
        },
        secret,
        dedupe: DedupeKey::new(MailKind::Welcome, format_args!("{import}:{customer}")),
        is_held,
    }
}
