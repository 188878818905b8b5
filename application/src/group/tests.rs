use mockall::Sequence;
use pollster::block_on;
use rollbook_domain::customer::{CustomerRefused, MembershipSource};
use rollbook_domain::event::StreamId;
use rollbook_domain::group::{AddGroup, EditGroup};
use rollbook_domain::port::{Committed, CustomerKey, UniqueFact};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::GRP_01;
use rollbook_domain::stamp::Revision;

use super::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::world::{ADA, Fault, ada, ada_id, by_email, day, night, title, world};
use crate::testing::{MockPorts, Room, code, new_tenant, taken};
use crate::{Failure, What};

fn noon() -> AddGroup {
    AddGroup { code: code("NOON"), name: title("Noon"), is_inherited: false }
}

fn all(customers: &[CustomerKey]) -> Members<'_> {
    Members { customers, may_leave_out: false, note: None }
}

fn those_who_can(customers: &[CustomerKey]) -> Members<'_> {
    Members { may_leave_out: true, ..all(customers) }
}

const ACTS: [(&str, Act); 4] = [
    ("add", |desk| block_on(add_group(desk, noon())).map(|_| ())),
    ("edit", |desk| {
        let command = EditGroup { is_inherited: Some(true), ..Default::default() };
        block_on(edit_group(desk, "night", command)).map(|_| ())
    }),
    ("join", |desk| {
        let source = MembershipSource::Administrator;
        block_on(join_group(desk, "DAY", &all(&[by_email(ADA)]), source)).map(|_| ())
    }),
    ("leave", |desk| block_on(leave_group(desk, "NIGHT", &all(&[by_email(ADA)]))).map(|_| ())),
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

/// GRP-01
#[test]
fn two_who_take_one_code_at_once_end_in_a_refusal() {
    let mut ports = MockPorts::new();
    let mut order = Sequence::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_groups().times(1).in_sequence(&mut order).returning(|| Ok(Vec::new()));
    ports.expect_commit().times(1).in_sequence(&mut order).returning(|_| Err(taken(UniqueFact::GroupCode)));
    ports.expect_groups().times(1).in_sequence(&mut order).returning(|| Ok(vec![night()]));
    let room = Room::with(ports);
    let command = AddGroup { code: code("night"), ..noon() };
    let failure = block_on(add_group(&room.desk(), command)).unwrap_err();
    assert_eq!(failure.rules(), &[GRP_01]);
}

#[test]
fn a_group_is_found_by_id_and_by_code_in_any_letter_case() {
    let (ports, _) = world(Fault::Nothing);
    let room = Room::with(ports);
    for key in [" NIGHT ", "night", &night().id.to_string(), &format!(" {} ", night().id)] {
        assert_eq!(block_on(get_group(&room.desk(), key)).unwrap().id, night().id);
    }
    for key in ["NOON", "", "a b", "grp_01h2xcejqtf2nbrexx3vqjhp41"] {
        let failure = block_on(get_group(&room.desk(), key)).unwrap_err();
        assert!(matches!(failure, Failure::Missing { what: What::Group, .. }), "{key:?}");
    }
    let codes: Vec<_> = block_on(list_groups(&room.desk())).unwrap();
    assert_eq!(codes, [day(), night()]);
}

/// GRP-02, GRP-03
#[test]
fn those_who_can_join_do_in_one_commit_and_each_row_says_how_it_went() {
    let mut ports = MockPorts::new();
    ports.expect_groups().returning(|| Ok(vec![day(), night()]));
    ports
        .expect_find_customer()
        .returning(|key| Ok((*key == CustomerKey::Id(ada_id()) || *key == by_email(ADA)).then(ada)));
    ports.expect_commit().times(1).returning(|commit| {
        let [expected] = commit.expected.as_slice() else { panic!("{:?}", commit.expected) };
        assert_eq!((expected.stream, expected.revision), (StreamId::Customer(ada_id()), Revision::new(2)));
        assert_eq!(commit.events.len(), 1);
        Ok(Committed { last_sequence: 3 })
    });
    let room = Room::with(ports);
    let customers = [by_email(ADA), by_email("nobody@example.org"), CustomerKey::Id(ada_id())];
    let source = MembershipSource::Administrator;
    let report = block_on(join_group(&room.desk(), "DAY", &those_who_can(&customers), source)).unwrap();
    assert!(report.is_applied);
    let outcomes: Vec<_> = report.rows.iter().map(|row| row.outcome.clone()).collect();
    let expected = [RowOutcome::Applied(ada_id()), RowOutcome::Missing, RowOutcome::Unchanged(ada_id())];
    assert_eq!(outcomes, expected);
    assert!(report.rows.iter().map(|row| &row.customer).eq(&customers));
}

/// GRP-02
#[test]
fn who_is_not_in_a_group_is_refused_in_their_row_and_nothing_is_committed() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let report = block_on(leave_group(&room.desk(), "DAY", &all(&[by_email(ADA)]))).unwrap();
    let refused = CustomerRefused::NotAMember { customer: ada_id(), group: day().id };
    assert_eq!(report.rows[0].outcome, RowOutcome::Refused(refused));
    assert!(!report.is_applied);
    assert_eq!(tally.commits(), 0);
}

/// GRP-02
#[test]
fn one_who_is_missing_keeps_everybody_out_unless_they_may_be_left_out() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let customers = [by_email(ADA), by_email("nobody@example.org")];
    let source = MembershipSource::Administrator;
    let report = block_on(join_group(&room.desk(), "DAY", &all(&customers), source)).unwrap();
    assert!(!report.is_applied);
    assert_eq!(tally.commits(), 0);
}

#[test]
fn nobody_joins_a_group_that_does_not_exist() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let source = MembershipSource::Administrator;
    let failure = block_on(join_group(&room.desk(), "NOON", &all(&[by_email(ADA)]), source)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Group, .. }));
    assert_eq!(tally.commits(), 0);
}

#[test]
fn an_edit_that_changes_nothing_is_not_committed() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let change = block_on(edit_group(&room.desk(), "NIGHT", EditGroup::default())).unwrap();
    assert_eq!((change.id, change.outcome), (night().id, Outcome::Unchanged));
    assert_eq!(tally.commits(), 0);
}
