//! Putting a buyer and everybody who holds a seat of theirs into a group (GRP-06, GRP-07).

use std::collections::HashSet;

use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, GroupId};
use rollbook_domain::plan::seats::{Gather, gather};
use rollbook_domain::port::{CustomerKey, CustomerQuery, PageRequest};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;

use super::seat_users;
use crate::customer::get_customer;
use crate::group::get_group;
use crate::{Desk, Failure};

const PAGE: usize = 10_000;

/// What gathering came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gathered {
    /// The group.
    pub group: GroupId,
    /// How many customers were put into it; the others were in it already.
    pub joined: u64,
}

/// Puts the buyer and all present holders of the buyer's seats into the group that `group` names, in one commit.
///
/// # Errors
/// A buyer who was erased (GDPR-11); [`Failure::Missing`] for a customer or group that does not exist.
pub async fn gather_holders(
    desk: &Desk<'_>,
    buyer: &CustomerKey,
    group: &str,
    note: Option<Note>,
) -> Result<Gathered, Failure> {
    let mut tries = desk.tries();
    loop {
        let record = get_customer(desk, buyer).await?;
        let id = get_group(desk, group).await?.id;
        let members = members(desk, id).await?;
        let now = desk.now();
        let holders = holders(desk, record.customer.id, now).await?;
        let (buyer, revision) = (&record.customer, record.revision);
        let changes =
            gather(Gather { group: id, members: &members, buyer, revision, holders: &holders, now })?;
        let joined = changes.touched();
        let mut commit = desk.new_commit(now);
        for (customer, revision) in changes.expected {
            commit.expect(StreamId::Customer(customer), revision);
        }
        for planned in changes.events {
            commit.push(Event::Customer(planned.id, planned.event.into()), note.clone());
        }
        if tries.commit(commit).await? {
            return Ok(Gathered { group: id, joined });
        }
    }
}

async fn members(desk: &Desk<'_>, group: GroupId) -> Result<HashSet<CustomerId>, Failure> {
    let query = CustomerQuery { group: Some(group), ..CustomerQuery::default() };
    let (mut members, mut after) = (HashSet::new(), None);
    loop {
        let page = desk.store.list_customers(&query, &PageRequest { after, limit: PAGE }).await?;
        members.extend(page.items.into_iter().map(|customer| customer.id));
        after = page.next;
        if after.is_none() {
            return Ok(members);
        }
    }
}

async fn holders(
    desk: &Desk<'_>,
    buyer: CustomerId,
    now: rollbook_domain::time::Instant,
) -> Result<Vec<(CustomerId, Revision)>, Failure> {
    let (mut holders, mut after) = (Vec::new(), None);
    loop {
        let page = seat_users(desk, buyer, None, now, &PageRequest { after, limit: PAGE }).await?;
        let known =
            page.items.into_iter().filter_map(|row| row.holder).filter(|holder| holder.profile.is_some());
        holders.extend(known.map(|holder| (holder.id, holder.revision)));
        after = page.next;
        if after.is_none() {
            return Ok(holders);
        }
    }
}

#[cfg(test)]
mod tests {
    use pollster::block_on;

    use super::*;
    use crate::testing::Room;
    use crate::testing::faults::{
        Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
    };
    use crate::testing::world::{ADA, Fault, by_email, world};

    const GATHER: Act = |desk| block_on(gather_holders(desk, &by_email(ADA), "DAY", None)).map(|_| ());

    #[test]
    fn an_outage_at_any_step_ends_the_gathering_and_nothing_is_committed() {
        an_outage_at_each_step_ends_it("gather", GATHER);
    }

    #[test]
    fn gathering_starts_over_when_others_were_faster() {
        conflicts_are_tried_again_and_then_given_up("gather", GATHER);
    }

    /// GRP-06
    #[test]
    fn buyer_and_holder_are_put_into_the_group_in_one_commit() {
        let (ports, tally) = world(Fault::Nothing);
        let room = Room::with(ports);
        let gathered = block_on(gather_holders(&room.desk(), &by_email(ADA), "day", None)).unwrap();
        assert_eq!((gathered.joined, tally.done()), (2, 1));
    }
}
