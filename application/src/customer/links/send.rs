//! Sending a link in the name of an administrator.

use rollbook_domain::customer::{
    Customer, NewLink, SendLinkRefused, send_password_link as decide_password_link,
    send_unlock_link as decide_unlock_link,
};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, MailId};
use rollbook_domain::mail::{AccountLinkMail, NewMail, account_link};
use rollbook_domain::port::{CustomerKey, Vault};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::secret::{LinkHash, LinkSecret};
use rollbook_domain::time::Instant;

use crate::customer::get_customer;
use crate::{Changed, Desk, Failure};

/// Sends a customer a link to set the first password, or a new one in place of the old (MAIL-06).
///
/// # Errors
/// [`SendLinkRefused`]: an erased record (GDPR-11), or too many within the hour (MAIL-06); [`Failure::Vault`].
pub async fn send_password_link(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    key: &CustomerKey,
) -> Result<Changed<CustomerId>, Failure> {
    send(desk, vault, key, decide_password_link).await
}

/// Sends a customer instructions to unlock an account that was locked automatically (MAIL-07).
///
/// # Errors
/// [`SendLinkRefused`]: an erased record (GDPR-11), too many within the hour or not locked (MAIL-07), or stopped by an
/// administrator; [`Failure::Vault`].
pub async fn send_unlock_link(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    key: &CustomerKey,
) -> Result<Changed<CustomerId>, Failure> {
    send(desk, vault, key, decide_unlock_link).await
}

async fn send(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    key: &CustomerKey,
    decide: impl Fn(&Customer, LinkHash, Instant) -> Result<NewLink, SendLinkRefused>,
) -> Result<Changed<CustomerId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, key).await?;
        let (customer, now) = (&record.customer, desk.now());
        let secret = new_secret(vault)?;
        let new = decide(customer, secret.hash(), now)?;
        let mut commit = desk.new_commit(now);
        commit.expect(StreamId::Customer(customer.id), record.revision);
        commit.mail(mail_of(desk, vault, customer, &new, &secret)?);
        commit.push(Event::Customer(customer.id, new.event.into()), None);
        if tries.commit(commit).await? {
            return Ok(Changed { id: customer.id, outcome: Outcome::Applied });
        }
    }
}

/// Makes the secret of one link.
pub(in crate::customer) fn new_secret(vault: &dyn Vault) -> Result<LinkSecret, Failure> {
    let made = vault.new_links(1)?.pop();
    let none = || rollbook_domain::port::VaultError::NoEntropy("the vault made no link".to_owned());
    Ok(made.ok_or_else(none)?)
}

/// The mail with the link.
pub(in crate::customer) fn mail_of(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    customer: &Customer,
    new: &NewLink,
    secret: &LinkSecret,
) -> Result<NewMail, Failure> {
    let profile = customer.profile().ok_or(SendLinkRefused::Erased(customer.id))?;
    let id = MailId::next(desk.ids);
    let sealed = vault.seal_for_mail(id, secret.reveal())?;
    let (purpose, expires_at) = (new.purpose, new.expires_at);
    Ok(account_link(AccountLinkMail { id, customer, profile, purpose, expires_at, sealed }))
}
