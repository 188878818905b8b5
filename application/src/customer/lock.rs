//! Locking an account because of suspicious activity.

use rollbook_domain::customer::{Customer, Status, lock_automatically as decide};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, MailId};
use rollbook_domain::mail::{NewMail, lock_notice};
use rollbook_domain::port::{CustomerKey, Vault};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::settings::Settings;
use rollbook_domain::text::Note;

use super::get_customer;
use super::links::{mail_of, new_secret};
use crate::{Changed, Desk, Failure};

/// Locks an account automatically by `rule`: the customer is mailed how to unlock it (MAIL-07), the administrator that it
/// happened (MAIL-16), and both with the lock or not at all.
///
/// # Errors
/// What [`lock_automatically`](decide) refuses: an erased record (GDPR-11); [`Failure::Vault`].
pub async fn lock_automatically(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    key: &CustomerKey,
    rule: &str,
    evidence: Option<Note>,
) -> Result<Changed<CustomerId>, Failure> {
    let settings = desk.tenant().await?.settings;
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, key).await?;
        let (customer, now) = (&record.customer, desk.now());
        let secret = new_secret(vault)?;
        let locked = decide(customer, rule, secret.hash(), now)?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(customer.id), record.revision);
        if let Some(link) = &locked.link {
            commit.mail(mail_of(desk, vault, customer, link, &secret)?);
        }
        if locked.outcome == Outcome::Applied {
            let to = Status::Locked { automatic: Some(rule.to_owned()) };
            commit.mails.extend(notice(desk, &settings, customer, &to, evidence.as_ref()));
        }
        for event in locked.events {
            commit.push(Event::Customer(customer.id, event.into()), evidence.clone());
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id: customer.id, outcome: locked.outcome });
        }
    }
}

/// The notice to the administrator, where the tenant names one and the new status is an automatic lock (MAIL-16).
pub(super) fn notice(
    desk: &Desk<'_>,
    settings: &Settings,
    customer: &Customer,
    to: &Status,
    evidence: Option<&Note>,
) -> Option<NewMail> {
    let Status::Locked { automatic: Some(rule) } = to else { return None };
    let address = EmailAddress::parse(&settings.administrator_email).ok()?;
    let reason = evidence.map_or_else(|| rule.clone(), |evidence| format!("{rule}: {}", evidence.as_str()));
    Some(lock_notice(MailId::next(desk.ids), address, customer, customer.profile()?, reason))
}
