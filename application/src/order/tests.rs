use pollster::block_on;
use rollbook_domain::access::{AccessEvent, Dates};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::order::OrderStatus;
use rollbook_domain::port::{Committed, OrderQuery, Page, PageRequest};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;

use super::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::learner::order_id;
use crate::testing::world::{ADA, Fault, ada, ada_id, by_email, catalogue, world};
use crate::testing::{MockPorts, Room, instant, new_tenant, now};
use crate::{Failure, What};

fn assignment() -> AssignCommand {
    AssignCommand {
        product: "algebra".to_owned(),
        price: None,
        ordered: None,
        dates: Dates::default(),
        cost: None,
        reason: None,
    }
}

const ACTS: [(&str, Act); 3] = [
    ("assign", |desk| block_on(assign_product(desk, &by_email(ADA), &assignment())).map(|_| ())),
    ("cancel", |desk| block_on(cancel_order(desk, order_id(OrderStatus::Processed), None)).map(|_| ())),
    ("reinstate", |desk| block_on(reinstate_order(desk, order_id(OrderStatus::Cancelled), None)).map(|_| ())),
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

/// ORD-03, ORD-06, ACC-03
#[test]
fn an_assignment_is_effective_from_its_order_date_and_rests_on_customer_settings_and_price() {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_commit().times(1).returning(|commit| {
        let streams: Vec<_> = commit.expected.iter().map(|expected| expected.stream).collect();
        let price = StreamId::Price(catalogue().prices()[0].id);
        assert_eq!(streams, [StreamId::Customer(ada_id()), StreamId::Tenant, price]);
        assert_eq!(commit.recorded_at, now());
        let kinds: Vec<_> = commit.events.iter().map(|new| new.event.kind()).collect();
        assert_eq!(kinds, ["order_placed", "access_granted"]);
        for new in &commit.events {
            assert_eq!(new.effective_at, instant("2026-01-15T00:00:00Z"));
            assert_eq!(new.note.as_ref().map(Note::as_str), Some("voucher"));
        }
        Ok(Committed { last_sequence: 3 })
    });
    let command = AssignCommand {
        ordered: Moment::parse("2026-01-15").ok(),
        reason: Note::parse("voucher").ok(),
        ..assignment()
    };
    let room = Room::with(ports);
    let assigned = block_on(assign_product(&room.desk(), &by_email(ADA), &command)).unwrap();
    assert_eq!((assigned.customer, assigned.is_over), (ada_id(), false));
}

/// ORD-14
#[test]
fn cancelling_suspends_in_the_same_commit_and_twice_is_unchanged() {
    let mut ports = MockPorts::new();
    ports.expect_find_order().returning(|id| Ok(crate::testing::learner::order_row(id)));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_commit().times(1).returning(|commit| {
        assert_eq!(commit.expected[0].revision, Revision::new(2));
        let [cancelled, suspended] = commit.events.as_slice() else { panic!("{:?}", commit.events) };
        assert_eq!(cancelled.event.kind(), "order_cancelled");
        let Event::Customer(_, RecordEvent::Access(AccessEvent::AccessSuspended { grant })) = suspended.event
        else {
            panic!("{suspended:?}")
        };
        assert_eq!(grant, crate::testing::learner::grant_id());
        Ok(Committed { last_sequence: 3 })
    });
    let room = Room::with(ports);
    let cancel = |status| block_on(cancel_order(&room.desk(), order_id(status), None)).unwrap().outcome;
    assert_eq!(cancel(OrderStatus::Processed), Outcome::Applied);
    assert_eq!(cancel(OrderStatus::Cancelled), Outcome::Unchanged);
}

#[test]
fn an_order_that_does_not_exist_is_missing() {
    let mut ports = MockPorts::new();
    ports.expect_find_order().returning(|_| Ok(None));
    let room = Room::with(ports);
    let failure = block_on(cancel_order(&room.desk(), order_id(OrderStatus::New), None)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Order, .. }));
}

/// ORD-01
#[test]
fn a_list_is_narrowed_by_customer_and_status() {
    let (mut ports, _) = world(Fault::Nothing);
    let wanted = OrderQuery { customer: Some(ada_id()), status: Some(OrderStatus::Processed) };
    ports
        .expect_list_orders()
        .withf(move |query, _| *query == wanted)
        .returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    let room = Room::with(ports);
    let (desk, page) = (room.desk(), PageRequest::first(10));
    let (known, unknown) = (by_email(ADA), by_email("nobody@example.org"));
    let listed = |key| block_on(list_orders(&desk, Some(key), Some(OrderStatus::Processed), &page));
    assert!(listed(&known).unwrap().items.is_empty());
    let failure = listed(&unknown).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Customer, .. }));
}
