use proptest::prelude::*;
use proptest::sample::select;

use super::{AddGroup, EditGroup, Group, GroupEvent, GroupRefused, add, edit, join, leave};
use crate::customer::{
    AddCustomer, Customer, CustomerEvent, CustomerRefused, Identity, MembershipSource, Origin, Profile,
    add as add_customer,
};
use crate::email::EmailAddress;
use crate::id::{CountingIds, CustomerId, GroupId};
use crate::refusal::{Outcome, Refusal};
use crate::rule::{GRP_01, GRP_02};
use crate::stamp::{Revision, Stamp};
use crate::text::{Code, PersonName, Title};
use crate::time::Instant;

fn group_id(number: u64) -> GroupId {
    GroupId::next(&CountingIds::starting_at(number))
}

fn command(code: &str) -> AddGroup {
    let (code, name) = (Code::parse(code).unwrap(), Title::parse("Night shift").unwrap());
    AddGroup { code, name, is_inherited: false }
}

fn group(code: &str) -> Group {
    let events = add(command(code), None).unwrap();
    Group::from_first(group_id(1), &events[0]).unwrap()
}

fn stamp(position: u64) -> Stamp {
    Stamp {
        position: Revision::new(position),
        effective_at: Instant::EPOCH,
        recorded_at: Instant::EPOCH,
        actor: "tester".into(),
        note: None,
    }
}

fn customer() -> Customer {
    let name = |text| PersonName::parse(text).unwrap();
    let profile =
        Profile::new(name("Ada"), name("Lovelace"), EmailAddress::parse("ada@example.org").unwrap());
    let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
    let events = add_customer(command, None, None).unwrap();
    let id = CustomerId::next(&CountingIds::starting_at(1));
    Customer::from_first(id, &events[0], &stamp(1)).unwrap()
}

fn joined(mut customer: Customer, group: GroupId, source: MembershipSource) -> Customer {
    for event in join(&customer, group, source).unwrap().1 {
        customer.apply(&event, &stamp(2));
    }
    customer
}

/// GRP-01
#[test]
fn a_group_begins_as_it_was_asked_for() {
    let group = group("NIGHT");
    assert_eq!((group.code.as_str(), group.name.as_str()), ("NIGHT", "Night shift"));
    assert!(!group.is_inherited);
    assert_eq!(group.revision, Revision::new(1));
}

/// GRP-01
#[test]
fn a_code_that_another_group_has_is_refused() {
    let refused = add(command("night"), Some(&group("NIGHT"))).unwrap_err();
    assert_eq!(refused, GroupRefused::CodeTaken(Code::parse("night").unwrap()));
    assert_eq!(refused.rules(), &[GRP_01]);
}

/// GRP-10
#[test]
fn the_inherit_mark_is_set_and_lifted_and_the_code_stays() {
    let mut group = group("NIGHT");
    let (outcome, events) = edit(&group, EditGroup { is_inherited: Some(true), ..Default::default() });
    assert_eq!(outcome, Outcome::Applied);
    group.apply(&events[0], Revision::new(2));
    assert!(group.is_inherited);
    assert_eq!((group.code.as_str(), group.revision), ("NIGHT", Revision::new(2)));
}

#[test]
fn a_stream_that_does_not_begin_with_a_group_makes_none() {
    let event = GroupEvent::GroupEdited { name: Title::parse("x").unwrap(), is_inherited: true };
    assert!(Group::from_first(group_id(1), &event).is_none());
}

/// GRP-02, GRP-03
#[test]
fn a_customer_joins_many_groups_and_the_source_of_each_is_kept() {
    let both = joined(
        joined(customer(), group_id(1), MembershipSource::Administrator),
        group_id(2),
        MembershipSource::Price,
    );
    let sources: Vec<_> =
        both.memberships.iter().map(|membership| (membership.group, membership.source)).collect();
    let expected = [(group_id(1), MembershipSource::Administrator), (group_id(2), MembershipSource::Price)];
    assert_eq!(sources, expected);
}

/// GRP-02
#[test]
fn joining_twice_changes_nothing_and_keeps_the_first_source() {
    let member = joined(customer(), group_id(1), MembershipSource::Import);
    let again = join(&member, group_id(1), MembershipSource::Administrator);
    assert_eq!(again, Ok((Outcome::Unchanged, Vec::new())));
}

/// GRP-03
#[test]
fn a_membership_that_the_log_holds_twice_counts_once() {
    let mut member = joined(customer(), group_id(1), MembershipSource::Import);
    let event = CustomerEvent::GroupJoined { group: group_id(1), source: MembershipSource::Price };
    member.apply(&event, &stamp(3));
    assert_eq!(member.memberships.len(), 1);
    assert_eq!(member.memberships[0].source, MembershipSource::Import);
}

/// GRP-02, Q-39
#[test]
fn leaving_one_group_leaves_the_others_alone() {
    let mut member = joined(
        joined(customer(), group_id(1), MembershipSource::Administrator),
        group_id(2),
        MembershipSource::Administrator,
    );
    for event in leave(&member, group_id(1)).unwrap() {
        member.apply(&event, &stamp(4));
    }
    assert!(!member.is_member_of(group_id(1)));
    assert!(member.is_member_of(group_id(2)));
}

/// GRP-02
#[test]
fn who_is_not_in_a_group_cannot_leave_it() {
    let refused = leave(&customer(), group_id(1)).unwrap_err();
    assert_eq!(refused, CustomerRefused::NotAMember { customer: customer().id, group: group_id(1) });
    assert!(refused.rules().contains(&GRP_02));
}

/// GDPR-11
#[test]
fn an_erased_record_joins_no_group() {
    let erased = Customer { identity: Identity::Erased { at: Instant::EPOCH }, ..customer() };
    let refused = join(&erased, group_id(1), MembershipSource::Administrator);
    assert_eq!(refused, Err(CustomerRefused::Erased(erased.id)));
}

proptest! {
    #[test]
    fn an_edit_gives_exactly_what_is_asked_and_saying_it_again_changes_nothing(
        name in proptest::option::of(select(vec!["Night shift", "Day shift"])),
        is_inherited in proptest::option::of(any::<bool>()),
    ) {
        let mut group = group("NIGHT");
        let command = EditGroup { name: name.map(|name| Title::parse(name).unwrap()), is_inherited };
        for event in edit(&group, command.clone()).1 {
            group.apply(&event, Revision::new(2));
        }
        prop_assert_eq!(group.name.as_str(), name.unwrap_or("Night shift"));
        prop_assert_eq!(group.is_inherited, is_inherited.unwrap_or(false));
        prop_assert_eq!(edit(&group, command), (Outcome::Unchanged, Vec::new()));
    }

    /// GRP-02, GRP-03
    #[test]
    fn memberships_are_the_set_that_joins_and_leaves_make(
        steps in proptest::collection::vec((0_u64..4, any::<bool>()), 0..20),
    ) {
        let mut member = customer();
        let mut expected = std::collections::BTreeSet::new();
        for (place, (number, is_join)) in (2..).zip(steps) {
            let group = group_id(number);
            let events = if is_join {
                expected.insert(group);
                join(&member, group, MembershipSource::Administrator).unwrap().1
            } else {
                prop_assert_eq!(leave(&member, group).is_ok(), expected.remove(&group));
                leave(&member, group).unwrap_or_default()
            };
            for event in events {
                member.apply(&event, &stamp(place));
            }
        }
        let mut groups: Vec<_> = member.memberships.iter().map(|membership| membership.group).collect();
        groups.sort_unstable();
        prop_assert_eq!(groups, Vec::from_iter(expected));
    }
}
