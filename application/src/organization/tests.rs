use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

use pollster::block_on;
use rollbook_domain::customer::{Customer, CustomerEvent, CustomerRefused, Tie};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{Committed, CustomerKey};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::{VIEW_03, VIEW_06, VIEW_11};
use rollbook_domain::stamp::{Revision, Stamp};

use super::*;
use crate::customer::{clear_customers_manager, set_customers_manager};
use crate::group::{Members, RowOutcome};
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::seats::bob_id;
use crate::testing::world::{ADA, Fault, acme, ada, ada_id, by_email, leeds, title, world};
use crate::testing::{MockPorts, Room, code, now};
use crate::{Failure, What};

fn west() -> NewOrganization {
    NewOrganization { code: code("WEST"), title: title("West"), parent: Some("leeds".to_owned()) }
}

fn all(customers: &[CustomerKey]) -> Members<'_> {
    Members { customers, may_leave_out: false, note: None }
}

fn to_the_top() -> EditOrganization {
    EditOrganization { title: None, parent: Some(None) }
}

fn below(parent: &str) -> EditOrganization {
    EditOrganization { title: None, parent: Some(Some(parent.to_owned())) }
}

const ACTS: [(&str, Act); 5] = [
    ("add", |desk| block_on(add_organization(desk, west())).map(|_| ())),
    ("edit", |desk| block_on(edit_organization(desk, "leeds", to_the_top())).map(|_| ())),
    ("join", |desk| block_on(join_organization(desk, "ACME", &all(&[by_email(ADA)]))).map(|_| ())),
    ("appoint", |desk| block_on(appoint_administrators(desk, "ACME", &all(&[by_email(ADA)]))).map(|_| ())),
    ("manager", |desk| {
        let manager = CustomerKey::Id(bob_id());
        block_on(set_customers_manager(desk, &all(&[by_email(ADA)]), &manager)).map(|_| ())
    }),
];

#[test]
fn an_outage_at_any_step_ends_the_command_and_nothing_is_committed() {
    for (name, act) in ACTS {
        an_outage_at_each_step_ends_it(name, act);
    }
}

#[test]
fn a_command_starts_over_when_others_were_faster_and_gives_up_after_sixteen_tries() {
    for (name, act) in ACTS {
        conflicts_are_tried_again_and_then_given_up(name, act);
    }
}

#[test]
fn an_organization_is_found_by_id_and_by_code_in_any_letter_case() {
    let (ports, _) = world(Fault::Nothing);
    let room = Room::with(ports);
    let known = block_on(organizations(&room.desk())).unwrap();
    for key in [" ACME ", "acme", &acme().id.to_string(), &format!(" {} ", acme().id)] {
        assert_eq!(get_organization(&known, key).unwrap(), &acme());
    }
    for key in ["NOON", "", "a b", "org_01h2xcejqtf2nbrexx3vqjhp41"] {
        let failure = get_organization(&known, key).unwrap_err();
        assert!(matches!(failure, Failure::Missing { what: What::Organization, .. }), "{key:?}");
    }
}

/// VIEW-11
#[test]
fn a_taken_code_and_a_parent_that_does_not_exist_are_told_apart() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let taken = NewOrganization { code: code("acme"), ..west() };
    let failure = block_on(add_organization(&room.desk(), taken)).unwrap_err();
    assert_eq!(failure.rules(), &[VIEW_11]);
    let nowhere = NewOrganization { parent: Some("NONE".to_owned()), ..west() };
    let failure = block_on(add_organization(&room.desk(), nowhere)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Organization, .. }), "{failure:?}");
    assert_eq!(tally.commits(), 0);
}

/// VIEW-06: so that two moves at once cannot make a circle together.
#[test]
fn a_move_rests_on_every_organization_above_the_new_place() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let made = block_on(add_organization(&room.desk(), west())).unwrap();
    let streams = |commit: &rollbook_domain::commit::Commit| -> Vec<StreamId> {
        commit.expected.iter().map(|expected| expected.stream).collect()
    };
    let organization = StreamId::Organization;
    assert_eq!(streams(&tally.written()[0]), [organization(leeds().id), organization(made)]);
    let mut ports = MockPorts::new();
    let other = {
        let mut other = acme();
        (other.id, other.code) = (made, code("OTHER"));
        other
    };
    let known = vec![acme(), leeds(), other];
    ports.expect_organizations().returning(move || Ok(known.clone()));
    ports.expect_commit().times(1).returning(move |commit| {
        let expected = [organization(made), organization(leeds().id), organization(acme().id)];
        assert_eq!(streams(&commit), expected);
        Ok(Committed { last_sequence: 3 })
    });
    let room = Room::with(ports);
    let change = block_on(edit_organization(&room.desk(), "OTHER", below("LEEDS"))).unwrap();
    assert_eq!((change.id, change.outcome), (made, Outcome::Applied));
}

/// VIEW-06
#[test]
fn an_organization_below_itself_is_refused_and_an_edit_that_changes_nothing_is_not_committed() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    for parent in ["LEEDS", "ACME"] {
        let failure = block_on(edit_organization(&room.desk(), "ACME", below(parent))).unwrap_err();
        assert_eq!(failure.rules(), &[VIEW_06], "{parent}");
    }
    let same = EditOrganization { title: Some(title("LEEDS")), ..below("acme") };
    let change = block_on(edit_organization(&room.desk(), "LEEDS", same)).unwrap();
    assert_eq!((change.id, change.outcome), (leeds().id, Outcome::Unchanged));
    assert_eq!(tally.commits(), 0);
}

/// VIEW-06, VIEW-11
#[test]
fn who_is_neither_a_member_nor_an_administrator_is_refused_in_their_row() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let (desk, customers) = (room.desk(), [by_email(ADA)]);
    let left = block_on(leave_organization(&desk, "ACME", &all(&customers))).unwrap();
    let (customer, organization) = (ada_id(), acme().id);
    let refused = CustomerRefused::NotInOrganization { customer, organization };
    assert_eq!((left.is_applied, &left.rows[0].outcome), (false, &RowOutcome::Refused(refused)));
    let dismissed = block_on(dismiss_administrators(&desk, "ACME", &all(&customers))).unwrap();
    let refused = CustomerRefused::NotAnAdministrator { customer, organization };
    assert_eq!(dismissed.rows[0].outcome, RowOutcome::Refused(refused));
    let cleared = block_on(clear_customers_manager(&desk, &all(&customers))).unwrap();
    assert_eq!(cleared.rows[0].outcome, RowOutcome::Unchanged(ada_id()));
    assert_eq!(tally.commits(), 0);
}

/// Three customers, of whom the second has the third as manager.
fn chain() -> [CustomerRecord; 3] {
    chain_above(None)
}

/// The same, with a manager above the third.
fn chain_above(top: Option<u64>) -> [CustomerRecord; 3] {
    let number = |number: u64| CustomerId::next(&rollbook_domain::id::CountingIds::starting_at(number));
    let led = |number_of: u64, manager: Option<u64>| {
        let mut record = ada();
        record.revision = Revision::new(number_of);
        record.customer.id = number(number_of);
        let stamp = Stamp {
            position: Revision::new(3),
            effective_at: now(),
            recorded_at: now(),
            actor: "tester".into(),
            note: None,
        };
        if let Some(manager) = manager {
            Customer::apply(
                &mut record.customer,
                &CustomerEvent::ManagerSet { manager: number(manager) },
                &stamp,
            );
        }
        record
    };
    [led(7, None), led(8, Some(9)), led(9, top)]
}

/// VIEW-03, N96
#[test]
fn a_manager_is_set_resting_on_all_above_and_never_one_below() {
    let records = chain();
    let ids = records.clone().map(|record| record.customer.id);
    let mut ports = MockPorts::new();
    let known = records.clone();
    ports.expect_find_customer().returning(move |key| {
        let CustomerKey::Id(id) = key else { panic!("{key:?}") };
        Ok(known.iter().find(|record| record.customer.id == *id).cloned())
    });
    ports.expect_commit().times(1).returning(move |commit| {
        let named: Vec<_> =
            commit.expected.iter().map(|expected| (expected.stream, expected.revision.get())).collect();
        let stream = StreamId::Customer;
        assert_eq!(named, [(stream(ids[0]), 7), (stream(ids[1]), 8), (stream(ids[2]), 9)]);
        let set = CustomerEvent::ManagerSet { manager: ids[1] };
        assert_eq!(commit.events[0].event, Event::Customer(ids[0], set.into()));
        Ok(Committed { last_sequence: 3 })
    });
    let room = Room::with(ports);
    let key = |place: usize| CustomerKey::Id(ids[place]);
    let report = block_on(set_customers_manager(&room.desk(), &all(&[key(0)]), &key(1))).unwrap();
    assert!(report.is_applied);
    // The third is above the second already.
    let report = block_on(set_customers_manager(&room.desk(), &all(&[key(2)]), &key(1))).unwrap();
    let RowOutcome::Refused(refused) = &report.rows[0].outcome else { panic!("{report:?}") };
    assert_eq!(rollbook_domain::refusal::Refusal::rules(refused), &[VIEW_03]);
}

/// VIEW-03, N96
#[test]
fn who_is_read_again_as_another_than_the_decision_rests_on_makes_it_start_over() {
    let records = chain();
    let ids = records.clone().map(|record| record.customer.id);
    let (mut ports, reads) = (MockPorts::new(), AtomicUsize::new(0));
    // Between two reads of the third somebody gives them the first as manager.
    let [first, second, third] = records;
    let mut moved = third.clone();
    moved.revision = Revision::new(10);
    moved.customer.ties.manager =
        second.customer.ties.manager.clone().map(|tie| Tie { to: first.customer.id, ..tie });
    ports.expect_find_customer().returning(move |key| {
        let CustomerKey::Id(id) = key else { panic!("{key:?}") };
        if *id == third.customer.id {
            let is_first = reads.fetch_add(1, Ordering::Relaxed) == 0;
            return Ok(Some(if is_first { third.clone() } else { moved.clone() }));
        }
        Ok([&first, &second].into_iter().find(|record| record.customer.id == *id).cloned())
    });
    ports.expect_commit().returning(|commit| panic!("a circle is committed: {:?}", commit.events));
    let room = Room::with(ports);
    let members = [CustomerKey::Id(ids[0]), CustomerKey::Id(ids[2])];
    let members = Members { may_leave_out: true, ..all(&members) };
    let report = block_on(set_customers_manager(&room.desk(), &members, &CustomerKey::Id(ids[1]))).unwrap();
    assert!(report.rows.iter().all(|row| matches!(row.outcome, RowOutcome::Refused(_))), "{report:?}");
}

/// VIEW-03
#[test]
fn who_is_another_at_every_read_makes_it_give_up() {
    let records = chain();
    let ids = records.clone().map(|record| record.customer.id);
    let (mut ports, reads) = (MockPorts::new(), AtomicU64::new(10));
    ports.expect_find_customer().returning(move |key| {
        let CustomerKey::Id(id) = key else { panic!("{key:?}") };
        let mut record = records.iter().find(|record| record.customer.id == *id).cloned();
        if let Some(third) = record.as_mut().filter(|record| record.customer.id == records[2].customer.id) {
            third.revision = Revision::new(reads.fetch_add(1, Ordering::Relaxed));
        }
        Ok(record)
    });
    ports.expect_commit().returning(|commit| panic!("it rests on nothing: {:?}", commit.events));
    let room = Room::with(ports);
    let members = [CustomerKey::Id(ids[0]), CustomerKey::Id(ids[2])];
    let members = Members { may_leave_out: true, ..all(&members) };
    let failure = block_on(set_customers_manager(&room.desk(), &members, &CustomerKey::Id(ids[1])));
    assert!(matches!(failure, Err(Failure::Conflict(_))), "{failure:?}");
}

/// VIEW-03: facts that were brought in otherwise may go round in a circle.
#[test]
fn managers_who_are_above_one_another_are_each_looked_up_once() {
    let records = chain_above(Some(8));
    let ids = records.clone().map(|record| record.customer.id);
    let mut ports = MockPorts::new();
    ports.expect_find_customer().times(..10).returning(move |key| {
        let CustomerKey::Id(id) = key else { panic!("{key:?}") };
        Ok(records.iter().find(|record| record.customer.id == *id).cloned())
    });
    ports
        .expect_commit()
        .times(1)
        .withf(|commit| commit.expected.iter().map(|expected| expected.revision.get()).eq([7, 8, 9]))
        .returning(|_| Ok(Committed { last_sequence: 3 }));
    let room = Room::with(ports);
    let report = block_on(set_customers_manager(
        &room.desk(),
        &all(&[CustomerKey::Id(ids[0])]),
        &CustomerKey::Id(ids[1]),
    ));
    assert!(report.unwrap().is_applied);
}
