//! After how many days a customer's passwords are due for a change.

use rollbook_domain::customer::expire_passwords_after as decide;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;

use super::change::change;
use crate::{Changed, Desk, Failure};

/// Sets after how many days this customer's passwords are due for a change (CUS-12); `None` lifts the rule.
///
/// # Errors
/// What [`expire_passwords_after`](decide) refuses: an erased record (GDPR-11).
pub async fn expire_passwords_after(
    desk: &Desk<'_>,
    key: &CustomerKey,
    after_days: Option<u32>,
) -> Result<Changed<CustomerId>, Failure> {
    change(desk, key, None, |customer, _| decide(customer, after_days)).await
}
