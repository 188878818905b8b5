//! Setting a password.

use rollbook_domain::customer::{CustomerRefused, set_password as decide};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{CustomerKey, PasswordHasher, PasswordHasherError};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::secret::Password;

use super::change::change;
use super::get_customer;
use crate::{Changed, Desk, Failure};

/// A new password as typed, and whether it only lasts until the first sign-in.
pub struct NewPassword<'a> {
    /// What was typed.
    pub typed: &'a str,
    /// Whether it has to be changed at the next sign-in.
    pub must_change: bool,
}

/// Sets a password (CUS-11) that meets the tenant's policy; hashing happens once, however often the commit is tried.
///
/// # Errors
/// [`CustomerRefused::WeakPassword`], an erased record (GDPR-11), and [`Failure::Hasher`].
pub async fn set_password(
    desk: &Desk<'_>,
    hasher: &dyn PasswordHasher,
    key: &CustomerKey,
    command: NewPassword<'_>,
) -> Result<Changed<CustomerId>, Failure> {
    let least = usize::try_from(desk.tenant().await?.settings.password_min_length).unwrap_or(usize::MAX);
    let password = Password::parse(command.typed, least)
        .map_err(|error| CustomerRefused::WeakPassword(error.to_string()))?;
    // A customer who is missing is found out before the slow hash, not after it.
    get_customer(desk, key).await?;
    let hash = hasher
        .hash_many(&[password])?
        .pop()
        .ok_or_else(|| PasswordHasherError("the hasher gave no hash".to_owned()))?;
    change(desk, key, None, |customer, _| {
        decide(customer, hash.clone(), command.must_change).map(|events| (Outcome::Applied, events))
    })
    .await
}
