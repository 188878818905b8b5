//! Asking for a link by whoever knows an address, signed in or not.

use rollbook_domain::customer::{SendLinkRefused, may_ask_for_password_link};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{CustomerKey, Vault};
use rollbook_domain::refusal::Refusal;

use super::{send_password_link, send_unlock_link};
use crate::{Changed, Desk, Failure, What};

/// Sends a link to set a new password, if there is an account with this address; whoever asks is told the same in any
/// case, so that nobody finds out who has an account (MAIL-06).
///
/// Nothing is sent to an account that is Inactive (MAIL-15), nor more than three links within an hour.
///
/// # Errors
/// [`Failure::Store`], [`Failure::Conflict`] and [`Failure::Vault`] only.
pub async fn request_password_reset(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    email: &EmailAddress,
) -> Result<(), Failure> {
    let key = CustomerKey::Email(email.key());
    let record = desk.store.find_customer(&key).await?;
    match record.filter(|record| may_ask_for_password_link(&record.customer, desk.now())) {
        None => Ok(()),
        Some(_) => in_silence(send_password_link(desk, vault, &key).await),
    }
}

/// Sends instructions to unlock, if there is an account with this address that was locked automatically; whoever asks is
/// told the same in any case (MAIL-07, X-10).
///
/// # Errors
/// [`Failure::Store`], [`Failure::Conflict`] and [`Failure::Vault`] only.
pub async fn request_unlock(desk: &Desk<'_>, vault: &dyn Vault, email: &EmailAddress) -> Result<(), Failure> {
    in_silence(send_unlock_link(desk, vault, &CustomerKey::Email(email.key())).await)
}

/// A refusal would tell whether there is an account, and in which state.
fn in_silence(sent: Result<Changed<CustomerId>, Failure>) -> Result<(), Failure> {
    match sent {
        Ok(_) | Err(Failure::Missing { what: What::Customer, .. }) => Ok(()),
        Err(Failure::Refused(refusal)) if is_told_to_nobody(&*refusal) => Ok(()),
        Err(failure) => Err(failure),
    }
}

fn is_told_to_nobody(refusal: &dyn Refusal) -> bool {
    let refusal: &dyn std::error::Error = refusal;
    refusal.is::<SendLinkRefused>()
}
