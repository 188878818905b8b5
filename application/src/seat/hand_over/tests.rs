use std::sync::atomic::{AtomicUsize, Ordering};

use pollster::block_on;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::Identity;
use rollbook_domain::event::Event;
use rollbook_domain::id::CountingIds;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Committed, Page};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::rule::{GDPR_11, Q_12};
use rollbook_domain::seat::{SeatEvent, SeatState, VoidCause};

use super::*;
use crate::testing::seats::{seat_id, seat_row};
use crate::testing::world::{ADA, ada, ada_id, by_email, profile};
use crate::testing::{MockPorts, Room, moved, now};

const EVE: &str = "eve@example.org";

fn eve() -> CustomerRecord {
    let mut record = ada();
    record.customer.id = CustomerId::next(&CountingIds::starting_at(400));
    record.customer.identity = Identity::Known(Box::new(Personal::new(profile(EVE))));
    record
}

/// A store where Ada has a held and a pending seat.
fn store(successor: CustomerRecord) -> MockPorts {
    let mut ports = MockPorts::new();
    ports
        .expect_find_customer()
        .returning(move |key| Ok(Some(if *key == by_email(EVE) { successor.clone() } else { ada() })));
    ports.expect_seats().returning(|query, _| {
        assert_eq!(*query, SeatQuery { buyer: Some(ada_id()), ..SeatQuery::default() });
        let rows =
            [SeatState::Claimed, SeatState::Pending].map(|state| seat_row(state, ReclaimPolicy::Always));
        Ok(Page { items: rows.into(), next: None })
    });
    ports
}

fn of_seats(commit: &Commit) -> Vec<(rollbook_domain::id::SeatId, SeatEvent)> {
    let of_seat = |new: &rollbook_domain::commit::NewEvent| match &new.event {
        Event::Seat(id, event) => (*id, event.clone()),
        other => panic!("{other:?}"),
    };
    commit.positions().expect("every stream written to is expected");
    commit.events.iter().map(of_seat).collect()
}

///
#[test]
fn a_successor_gets_all_seats_in_one_commit_that_rests_on_both_customers() {
    let mut ports = store(eve());
    let tries = AtomicUsize::new(0);
    ports.expect_commit().times(2).returning(move |commit| {
        let handed = SeatEvent::SeatHandedOver { to: eve().customer.id };
        let all = [SeatState::Claimed, SeatState::Pending].map(|state| (seat_id(state), handed.clone()));
        assert_eq!(of_seats(&commit), all);
        for customer in [ada_id(), eve().customer.id] {
            let stream = StreamId::Customer(customer);
            assert!(commit.expected.iter().any(|expected| expected.stream == stream));
        }
        if tries.fetch_add(1, Ordering::Relaxed) == 0 {
            return Err(moved(ada_id()));
        }
        Ok(Committed { last_sequence: 2 })
    });
    let room = Room::with(ports);
    let release = Release::Successor(by_email(EVE));
    let planned = block_on(plan_release(&room.desk(), &by_email(ADA), &release)).unwrap();
    let released = block_on(release_seats(&room.desk(), &by_email(ADA), &release, None)).unwrap();
    assert_eq!(released, planned);
    assert_eq!((released.successor, released.seats.sum()), (Some(eve().customer.id), 2));
}

///
#[test]
fn without_a_successor_only_what_nobody_holds_is_void() {
    let mut ports = store(eve());
    ports.expect_commit().times(1).returning(|commit| {
        let voided = SeatEvent::SeatVoided { cause: VoidCause::BuyerErased };
        assert_eq!(of_seats(&commit), [(seat_id(SeatState::Pending), voided)]);
        Ok(Committed { last_sequence: 2 })
    });
    let room = Room::with(ports);
    let released = block_on(release_seats(&room.desk(), &by_email(ADA), &Release::Void, None)).unwrap();
    assert_eq!((released.successor, released.seats.pending, released.seats.claimed), (None, 1, 0));
}

/// Q-12, GDPR-11
#[test]
fn seats_go_to_another_customer_who_is_known() {
    let room = Room::with(store(ada()));
    let release = |successor| Release::Successor(by_email(successor));
    let same = block_on(release_seats(&room.desk(), &by_email(ADA), &release(ADA), None)).unwrap_err();
    assert_eq!(same.rules(), [Q_12]);
    let mut erased = eve();
    erased.customer.identity = Identity::Erased { at: now() };
    let room = Room::with(store(erased));
    let refused = block_on(release_seats(&room.desk(), &by_email(ADA), &release(EVE), None)).unwrap_err();
    assert!(refused.rules().contains(&GDPR_11));
}
