//! Taking an impersonation up that was begun.

use rollbook_domain::actor::Actor;
use rollbook_domain::id::ImpersonationId;
use rollbook_domain::impersonation::go_on;
use rollbook_domain::port::CustomerKey;

use super::get_impersonation;
use crate::customer::get_customer;
use crate::{Desk, Failure};

/// The actor under an impersonation that was begun; a desk of that actor marks all it writes, and keeps within the bounds.
///
/// # Errors
/// What [`go_on`] refuses: one that is over or somebody else's (AUD-06), an erased customer (AUD-07).
pub async fn take_up_impersonation(desk: &Desk<'_>, id: ImpersonationId) -> Result<Actor, Failure> {
    let impersonation = get_impersonation(desk, id).await?;
    let record = get_customer(desk, &CustomerKey::Id(impersonation.customer)).await?;
    Ok(go_on(&impersonation, &record.customer, &desk.actor, desk.now())?)
}
