//! Beginning an impersonation.

use super::{ImpersonationEvent, ImpersonationRefused};
use crate::actor::{Actor, Role};
use crate::customer::{Customer, Identity};
use crate::id::ImpersonationId;
use crate::time::Instant;

/// How long an impersonation lasts at most (AUD-06).
pub const LONGEST_MINUTES: i64 = 30;

/// Begins an impersonation of the customer; the reason that goes with it is the event's note. Whether the actor has the
/// right to is the caller's to know.
///
/// # Errors
/// [`ImpersonationRefused`]: no administrator, no right to, or within another one (AUD-06); an erased customer (AUD-07).
pub fn start(
    customer: &Customer,
    actor: &Actor,
    is_permitted: bool,
    id: ImpersonationId,
    now: Instant,
) -> Result<ImpersonationEvent, ImpersonationRefused> {
    if let Some(other) = actor.impersonation {
        return Err(ImpersonationRefused::Nested(other));
    }
    if !is_permitted || actor.role != Role::Administrator {
        return Err(ImpersonationRefused::NotPermitted(actor.name.clone()));
    }
    if let Identity::Erased { .. } = customer.identity {
        return Err(ImpersonationRefused::Erased(customer.id));
    }
    let ends_at = now.checked_add_micros(LONGEST_MINUTES * 60_000_000).unwrap_or(Instant::MAX);
    Ok(ImpersonationEvent::ImpersonationStarted { impersonation: id, ends_at })
}
