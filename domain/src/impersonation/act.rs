//! What may be done under an impersonation.

use super::{Impersonation, ImpersonationEvent, ImpersonationRefused};
use crate::actor::Actor;
use crate::customer::{Customer, Identity, Status};
use crate::refusal::Outcome;
use crate::time::Instant;

/// What an act comes to, as far as impersonation asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// Something that customers do themselves.
    OwnAffairs,
    /// Signing in: passwords, links to the account, the address the account goes by.
    Account,
    /// Buying and paying.
    Payment,
    /// Beginning or ending an impersonation.
    Impersonation,
    /// What only administrators do, erasing and deleting among it.
    Administration,
}

/// Takes up an impersonation that was begun: the actor of all that is done under it.
///
/// # Errors
/// [`ImpersonationRefused`]: it is over, or somebody else's (AUD-06); the customer was erased since (AUD-07).
pub fn go_on(
    impersonation: &Impersonation,
    customer: &Customer,
    actor: &Actor,
    now: Instant,
) -> Result<Actor, ImpersonationRefused> {
    let id = impersonation.id;
    if impersonation.stamp.actor.as_ref() != actor.name {
        let by = impersonation.stamp.actor.to_string();
        return Err(ImpersonationRefused::AnotherPerson { impersonation: id, by });
    }
    if let Identity::Erased { .. } = customer.identity {
        return Err(ImpersonationRefused::Erased(customer.id));
    }
    if !impersonation.is_open_at(now) {
        let at = impersonation.ended_at.unwrap_or(impersonation.ends_at).min(impersonation.ends_at);
        return Err(ImpersonationRefused::Over { impersonation: id, at });
    }
    let on_behalf_of = Some(impersonation.customer);
    Ok(Actor { on_behalf_of, impersonation: Some(id), ..actor.clone() })
}

/// Whether an act may be done under an impersonation of the customer that is open.
///
/// # Errors
/// [`ImpersonationRefused`]: an act that no impersonation may do (AUD-06); any act at all while the account is Inactive or
/// Locked (AUD-07).
pub fn may_do(act: Act, customer: &Customer, now: Instant) -> Result<(), ImpersonationRefused> {
    match act {
        Act::OwnAffairs => {}
        Act::Account => return Err(ImpersonationRefused::Barred("changing how somebody signs in")),
        Act::Payment => return Err(ImpersonationRefused::Barred("buying or paying")),
        Act::Impersonation => return Err(ImpersonationRefused::Barred("another impersonation")),
        Act::Administration => return Err(ImpersonationRefused::Barred("an administrator's act")),
    }
    let status = customer.status_at(now);
    if *status == Status::Active {
        return Ok(());
    }
    Err(ImpersonationRefused::ReadOnly { customer: customer.id, status: status.word() })
}

/// Ends an impersonation before its time; one that is over stays as it is.
///
/// # Errors
/// [`ImpersonationRefused::AnotherPerson`] for anybody but who began it.
pub fn end(
    impersonation: &Impersonation,
    actor: &Actor,
    now: Instant,
) -> Result<(Outcome, Vec<ImpersonationEvent>), ImpersonationRefused> {
    let id = impersonation.id;
    if impersonation.stamp.actor.as_ref() != actor.name {
        let by = impersonation.stamp.actor.to_string();
        return Err(ImpersonationRefused::AnotherPerson { impersonation: id, by });
    }
    if !impersonation.is_open_at(now) {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![ImpersonationEvent::ImpersonationEnded { impersonation: id }]))
}
