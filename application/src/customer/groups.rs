//! The groups of one customer, changed at one stroke.

use std::collections::BTreeSet;

use rollbook_domain::customer::MembershipSource;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::{join, leave};
use rollbook_domain::id::{CustomerId, GroupId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;

use super::get_customer;
use crate::group::get_group;
use crate::{Changed, Desk, Failure};

/// Which groups a customer is put into and taken out of, each by id or code.
#[derive(Debug, Clone, Default)]
pub struct GroupChanges {
    /// Groups to put the customer into.
    pub add: Vec<String>,
    /// Groups to take the customer out of; one that is in both lists is left.
    pub remove: Vec<String>,
}

/// Puts one customer into groups and takes them out of others, all in one commit (GRP-02).
///
/// # Errors
/// A group to leave that the customer is not in (GRP-02), an erased record (GDPR-11), and [`Failure::Missing`] for a
/// customer or group that does not exist.
pub async fn change_customer_groups(
    desk: &Desk<'_>,
    key: &CustomerKey,
    changes: &GroupChanges,
) -> Result<Changed<CustomerId>, Failure> {
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, key).await?;
        let (customer, id) = (&record.customer, record.customer.id);
        let removed = ids(desk, &changes.remove).await?;
        let added = ids(desk, &changes.add).await?;
        let mut events = Vec::new();
        for group in added {
            events.extend(join(customer, group, MembershipSource::Administrator)?.1);
        }
        for group in removed {
            events.extend(leave(customer, group)?);
        }
        let outcome = if events.is_empty() { Outcome::Unchanged } else { Outcome::Applied };
        let mut commit = desk.new_commit(desk.now());
        commit.expect(StreamId::Customer(id), record.revision);
        for event in events {
            commit.push(Event::Customer(id, event.into()), None);
        }
        if tries.commit(commit).await? {
            return Ok(Changed { id, outcome });
        }
    }
}

async fn ids(desk: &Desk<'_>, keys: &[String]) -> Result<BTreeSet<GroupId>, Failure> {
    let mut ids = BTreeSet::new();
    for key in keys {
        ids.insert(get_group(desk, key).await?.id);
    }
    Ok(ids)
}
