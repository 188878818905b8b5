//! The notice to the administrator that an account was locked automatically (MAIL-16).

use super::{DedupeKey, MailFacts, MailKind, NewMail};
use crate::customer::{Customer, Profile};
use crate::email::EmailAddress;
use crate::id::MailId;
use crate::personal::Personal;

/// The notice; one for each time the account is locked.
pub fn lock_notice(
    id: MailId,
    to: EmailAddress,
    customer: &Customer,
    profile: &Profile,
    reason: String,
) -> NewMail {
    let (first, last) = (profile.first_name.as_str(), profile.last_name.as_str());
    let shown = format!("{first} {last} ({})", customer.id);
    let locked = customer.statuses.len() + 1;
    NewMail {
        id,
        kind: MailKind::LockNotice,
        to: Personal::new(to),
        customer: None,
        facts: MailFacts { customer: Some(shown), reason: Some(reason), ..MailFacts::default() },
        secret: None,
        dedupe: DedupeKey::new(MailKind::LockNotice, format_args!("{}:{locked}", customer.id)),
        is_held: false,
    }
}
