//! What a commit under an impersonation must keep to.

use rollbook_domain::commit::Commit;
use rollbook_domain::event::{StreamId, furthest_act};
use rollbook_domain::impersonation::{Act, go_on, may_do};
use rollbook_domain::port::CustomerKey;

use super::get_impersonation;
use crate::customer::get_customer;
use crate::{Desk, Failure};

/// Looks whether the commit may be written under the impersonation of the desk's actor, if there is one. It must rest on the
/// customer's stream, so that it conflicts when the impersonation is ended or the account stopped meanwhile.
pub(crate) async fn keep_within(desk: &Desk<'_>, commit: &Commit) -> Result<(), Failure> {
    let Some(id) = desk.actor.impersonation else { return Ok(()) };
    let impersonation = get_impersonation(desk, id).await?;
    let whose = impersonation.customer;
    let record = get_customer(desk, &CustomerKey::Id(whose)).await?;
    let now = desk.now();
    go_on(&impersonation, &record.customer, &desk.actor, now)?;
    let is_named = commit.expected.iter().any(|expected| expected.stream == StreamId::Customer(whose));
    let act = furthest_act(commit.events.iter().map(|new| &new.event), whose);
    // What does not rest on the customer at all is not their affair.
    may_do(act.filter(|_| is_named).unwrap_or(Act::Administration), &record.customer, now)?;
    Ok(())
}
