//! Setting a password by a link (MAIL-06, X-15).

use super::link::use_link;
use super::{Customer, CustomerEvent, LinkPurpose, LinkUsed, UseLinkRefused};
use crate::secret::{LinkHash, PasswordHash};
use crate::time::Instant;

/// Sets the password by a link, once; this and every older link ends with it. The status stays as it is.
///
/// # Errors
/// [`UseLinkRefused`] (MAIL-06, MAIL-07): not known, used or tried too late before, or a link for something else. A link
/// whose time is over is not an error but [`LinkUsed::TooLate`], because it is ended for good.
pub fn set_password_by_link(
    customer: &Customer,
    link: &LinkHash,
    hash: PasswordHash,
    now: Instant,
) -> Result<LinkUsed, UseLinkRefused> {
    use_link(customer, link, now, LinkPurpose::sets_password, || {
        Ok(vec![CustomerEvent::PasswordSet { hash: Some(hash), must_change: false }])
    })
}
