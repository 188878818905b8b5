//! The tax exemption.

use rollbook_domain::customer::set_tax_exemption as decide;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::change::change;
use crate::{Changed, Desk, Failure};

/// Adds or removes the tax exemption (CUS-25).
///
/// # Errors
/// What [`set_tax_exemption`](decide) refuses: an erased record (GDPR-11).
pub async fn set_tax_exemption(
    desk: &Desk<'_>,
    key: &CustomerKey,
    is_exempt: bool,
    reason: Option<Note>,
) -> Result<Changed<CustomerId>, Failure> {
    change(desk, key, reason.as_ref(), |customer, _| decide(customer, is_exempt)).await
}
