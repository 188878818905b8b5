//! Putting a buyer and everybody who holds a seat of theirs into a group (GRP-06, GRP-07).

use std::collections::{BTreeMap, HashSet};

use crate::customer::{Customer, CustomerEvent, CustomerRefused, MembershipSource};
use crate::group::join;
use crate::id::{CustomerId, GroupId};
use crate::plan::Changes;
use crate::stamp::Revision;
use crate::time::Instant;

/// Who is to be put into a group.
#[derive(Debug, Clone, Copy)]
pub struct Gather<'a> {
    /// The group.
    pub group: GroupId,
    /// Who is in it already.
    pub members: &'a HashSet<CustomerId>,
    /// The buyer.
    pub buyer: &'a Customer,
    /// The revision the buyer was read at.
    pub revision: Revision,
    /// Everybody who holds a seat of the buyer now and is not erased, with the revision they were read at; several times
    /// for several seats.
    pub holders: &'a [(CustomerId, Revision)],
    /// When.
    pub now: Instant,
}

/// Puts the buyer and all present holders into the group, once and for all: who takes a seat later is not in it.
///
/// # Errors
/// [`CustomerRefused::Erased`] (GDPR-11) for a buyer who was erased.
pub fn gather(command: Gather<'_>) -> Result<Changes<CustomerId, CustomerEvent>, CustomerRefused> {
    let Gather { group, members, buyer, revision, holders, now } = command;
    let source = MembershipSource::Administrator;
    let mut changes = Changes::default();
    changes.add(buyer.id, revision, join(buyer, group, source)?.1, now);
    let once: BTreeMap<CustomerId, Revision> = holders.iter().copied().collect();
    for (holder, revision) in once.into_iter().filter(|(id, _)| *id != buyer.id && !members.contains(id)) {
        changes.add(holder, revision, vec![CustomerEvent::GroupJoined { group, source }], now);
    }
    Ok(changes)
}
