//! Unlocking by a link an account that was locked automatically (MAIL-07, X-10).

use super::link::use_link;
use super::{Customer, CustomerEvent, LinkPurpose, LinkUsed, Status, UseLinkRefused};
use crate::secret::LinkHash;
use crate::time::Instant;

/// Unlocks the account by a link, once; its other links to unlock end too.
///
/// # Errors
/// [`UseLinkRefused`] (MAIL-06): not known, used or tried too late before, for something else, or
/// [`UseLinkRefused::StoppedByHand`] when an administrator stopped the account since. A link whose time is over
/// is not an error but [`LinkUsed::TooLate`], because it is ended for good.
pub fn unlock_by_link(
    customer: &Customer,
    link: &LinkHash,
    now: Instant,
) -> Result<LinkUsed, UseLinkRefused> {
    use_link(
        customer,
        link,
        now,
        |purpose| purpose == LinkPurpose::Unlock,
        || {
            let unlocked = match customer.status_at(now) {
                Status::Locked { automatic: Some(_) } => {
                    Some(CustomerEvent::StatusChanged { status: Status::Active })
                }
                Status::Active => None,
                Status::Inactive | Status::Locked { automatic: None } => {
                    return Err(UseLinkRefused::StoppedByHand);
                }
            };
            let others = customer.links.iter().filter(|other| {
                other.purpose == LinkPurpose::Unlock && !other.is_ended && other.hash != *link
            });
            let others = others.map(|other| CustomerEvent::AccountLinkEnded { link: other.hash });
            Ok(others.chain(unlocked).collect())
        },
    )
}
