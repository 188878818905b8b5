//! Activating, deactivating, locking and unlocking an account.

use rollbook_domain::customer::{Status, change_status};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::change::change;
use crate::{Changed, Desk, Failure};

/// Sets the status; grants stay as they are (CUS-18 to CUS-20).
///
/// # Errors
/// What [`change_status`] refuses: an erased record (GDPR-11).
pub async fn change_customer_status(
    desk: &Desk<'_>,
    key: &CustomerKey,
    to: Status,
    reason: Option<Note>,
) -> Result<Changed<CustomerId>, Failure> {
    change(desk, key, reason.as_ref(), |customer, now| change_status(customer, to.clone(), now)).await
}
