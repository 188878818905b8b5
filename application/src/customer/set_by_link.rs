//! Setting a password by a link.

use rollbook_domain::customer::{
    CustomerRefused, LinkTried, UseLinkRefused, end_late_link, set_password_by_link as decide,
};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{PasswordHasher, PasswordHasherError};
use rollbook_domain::secret::Password;

use super::links::{find, take};
use crate::{Changed, Desk, Failure};

/// Sets the password of whoever the link was sent to, once (MAIL-06, X-15); `link` is the link or its secret alone.
///
/// A password that the policy turns down leaves the link as it is. A link that is tried after its time is ended for good.
///
/// # Errors
/// [`UseLinkRefused`] (MAIL-06, MAIL-07), [`CustomerRefused::WeakPassword`], and [`Failure::Hasher`].
pub async fn set_password_by_link(
    desk: &Desk<'_>,
    hasher: &dyn PasswordHasher,
    link: &str,
    typed: &str,
) -> Result<Changed<CustomerId>, Failure> {
    let least = usize::try_from(desk.tenant().await?.settings.password_min_length).unwrap_or(usize::MAX);
    let (record, secret) = find(desk, link).await?;
    // Only who holds an open link hears of the policy and keeps the machine busy with the slow hash.
    match record.customer.try_link(&secret, desk.now())? {
        LinkTried::Expired(_) => return take(desk, link, end_late_link).await,
        LinkTried::Open(tried) if !tried.purpose.sets_password() => {
            return Err(UseLinkRefused::OtherPurpose(tried.purpose).into());
        }
        LinkTried::Open(_) => {}
    }
    let password =
        Password::parse(typed, least).map_err(|error| CustomerRefused::WeakPassword(error.to_string()))?;
    let hash = hasher
        .hash_many(&[password])?
        .pop()
        .ok_or_else(|| PasswordHasherError("the hasher gave no hash".to_owned()))?;
    take(desk, link, |customer, secret, now| decide(customer, secret, hash.clone(), now)).await
}
