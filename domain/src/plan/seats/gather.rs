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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::customer::Identity;
    use crate::record::story::Story;
    use crate::refusal::Refusal;
    use crate::rule::GDPR_11;

    fn customer(number: u128) -> CustomerId {
        CustomerId::from_uuid(Uuid::from_u128(number))
    }

    fn joining(
        buyer: &Customer,
        members: &[CustomerId],
        holders: &[u128],
    ) -> Result<Vec<CustomerId>, CustomerRefused> {
        let members = members.iter().copied().collect::<HashSet<_>>();
        let holders: Vec<_> = holders.iter().map(|number| (customer(*number), Revision::new(3))).collect();
        let changes = gather(Gather {
            group: GroupId::from_uuid(Uuid::from_u128(1)),
            members: &members,
            buyer,
            revision: Revision::new(1),
            holders: &holders,
            now: Instant::parse("2026-04-01T00:00:00Z").unwrap(),
        })?;
        let joined = |event: &CustomerEvent| {
            matches!(event, CustomerEvent::GroupJoined { source: MembershipSource::Administrator, .. })
        };
        assert!(changes.events.iter().all(|planned| joined(&planned.event)));
        assert_eq!(changes.events.len(), changes.expected.len());
        Ok(changes.expected.into_iter().map(|(id, _)| id).collect())
    }

    /// GRP-06, GRP-07
    #[test]
    fn the_buyer_and_every_holder_join_once_each() {
        let buyer = Story::begin().record.customer;
        assert_eq!(joining(&buyer, &[], &[11, 10, 11]), Ok(vec![buyer.id, customer(10), customer(11)]));
    }

    /// GRP-06
    #[test]
    fn who_is_in_the_group_already_stays_as_they_are() {
        let mut buyer = Story::begin().record.customer;
        assert_eq!(joining(&buyer, &[customer(10)], &[10, 11]), Ok(vec![buyer.id, customer(11)]));
        let stamp = buyer_stamp();
        let group = GroupId::from_uuid(Uuid::from_u128(1));
        let source = MembershipSource::Administrator;
        buyer.apply(&CustomerEvent::GroupJoined { group, source }, &stamp);
        assert_eq!(joining(&buyer, &[buyer.id], &[]), Ok(Vec::new()));
    }

    /// GRP-06, Q-17
    #[test]
    fn a_buyer_who_holds_a_seat_of_their_own_joins_once() {
        let buyer = Story::begin().record.customer;
        let (members, id) = (HashSet::new(), buyer.id);
        let holders = [(id, Revision::new(1))];
        let group = GroupId::from_uuid(Uuid::from_u128(1));
        let now = Instant::parse("2026-04-01T00:00:00Z").unwrap();
        let revision = Revision::new(1);
        let command = Gather { group, members: &members, buyer: &buyer, revision, holders: &holders, now };
        assert_eq!(gather(command).unwrap().expected, [(id, revision)]);
    }

    /// GDPR-11
    #[test]
    fn an_erased_buyer_joins_nothing() {
        let mut buyer = Story::begin().record.customer;
        buyer.identity = Identity::Erased { at: Instant::parse("2026-04-01T00:00:00Z").unwrap() };
        assert!(joining(&buyer, &[], &[10]).unwrap_err().rules().contains(&GDPR_11));
    }

    fn buyer_stamp() -> crate::stamp::Stamp {
        let at = Instant::parse("2026-04-01T00:00:00Z").unwrap();
        let position = Revision::new(2);
        crate::stamp::Stamp { position, effective_at: at, recorded_at: at, actor: "ada".into(), note: None }
    }
}
