use pollster::block_on;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::commit::{Commit, Expected};
use rollbook_domain::customer::{EditProfile, Status};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CountingIds, ImpersonationId};
use rollbook_domain::impersonation::Impersonation;
use rollbook_domain::port::{Committed, Page};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::rule::AUD_06;
use rollbook_domain::seat::{SeatEvent, SeatState};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::{Note, PersonName};

use super::{end_impersonation, keep_within, start_impersonation, take_up_impersonation};
use crate::customer::{change_customer_status, edit_customer};
use crate::testing::seats::{seat_id, seat_row};
use crate::testing::world::{ADA, ada, ada_id, by_email};
use crate::testing::{MockPorts, Room, new_tenant, now};
use crate::{Desk, Failure, What};

fn id() -> ImpersonationId {
    ImpersonationId::next(&CountingIds::starting_at(7))
}

fn begun() -> Impersonation {
    let stamp = Stamp {
        position: Revision::new(3),
        effective_at: now(),
        recorded_at: now(),
        actor: "tester".into(),
        note: Some(Note::parse("cannot open the quiz").unwrap()),
    };
    let ends_at = now().checked_add_micros(1).unwrap();
    Impersonation { id: id(), customer: ada_id(), ends_at, ended_at: None, stamp }
}

/// A store with Ada, and an impersonation of her that is open.
fn store() -> MockPorts {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_find_customer().returning(|_| Ok(Some(ada())));
    store.expect_known_customers().returning(|_, _| Ok(Vec::new()));
    store.expect_find_impersonation().returning(|wanted| Ok((wanted == id()).then(begun)));
    store
}

fn starts(commit: &Commit) -> bool {
    matches!(&commit.events[0].event, Event::Customer(customer, RecordEvent::Impersonation(_)) if *customer == ada_id())
        && commit.events[0].note.is_some()
        && commit.expected[0].stream == StreamId::Customer(ada_id())
}

/// AUD-04, AUD-06: the start is written, with its reason, before anything can be done under it.
#[test]
fn that_an_impersonation_began_and_why_is_in_the_customer_s_stream() {
    let mut store = MockPorts::new();
    store.expect_find_customer().returning(|_| Ok(Some(ada())));
    store.expect_commit().once().withf(starts).returning(|_| Ok(Committed { last_sequence: 3 }));
    store.expect_find_impersonation().once().returning(|_| Ok(Some(begun())));
    let room = Room::with(store);
    let reason = Note::parse("cannot open the quiz").unwrap();
    let started = block_on(start_impersonation(&room.desk(), &by_email(ADA), true, reason)).unwrap();
    assert_eq!(started, begun());
}

/// AUD-06
#[test]
fn nobody_begins_one_without_the_right_to() {
    let room = Room::with(store());
    let reason = Note::parse("curious").unwrap();
    let refused = block_on(start_impersonation(&room.desk(), &by_email(ADA), false, reason)).unwrap_err();
    assert_eq!(refused.rules(), [AUD_06]);
}

fn under(room: &Room) -> Desk<'_> {
    let actor = block_on(take_up_impersonation(&room.desk(), id())).unwrap();
    Desk { actor, ..room.desk() }
}

/// AUD-05
#[test]
fn what_is_written_under_it_names_both_people_and_the_impersonation() {
    let mut store = store();
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            (commit.actor.on_behalf_of, commit.actor.impersonation) == (Some(ada_id()), Some(id()))
                && commit.actor.name == "tester"
        })
        .returning(|_| Ok(Committed { last_sequence: 4 }));
    let room = Room::with(store);
    let name = PersonName::parse("Augusta").unwrap();
    let command = EditProfile { first_name: Some(name), ..EditProfile::default() };
    block_on(edit_customer(&under(&room), &by_email(ADA), command, None)).unwrap();
}

/// AUD-06: whatever the use case, for the commit itself is looked at.
#[test]
fn an_administrator_s_act_is_not_written_under_it() {
    let room = Room::with(store());
    let refused = block_on(change_customer_status(&under(&room), &by_email(ADA), Status::Inactive, None));
    assert_eq!(refused.unwrap_err().rules(), [AUD_06]);
}

/// AUD-06
#[test]
fn one_that_is_over_writes_nothing_more_though_it_was_taken_up_in_time() {
    let mut store = MockPorts::new();
    store.expect_find_customer().returning(|_| Ok(Some(ada())));
    store.expect_known_customers().returning(|_, _| Ok(Vec::new()));
    store.expect_find_impersonation().once().returning(|_| Ok(Some(begun())));
    store
        .expect_find_impersonation()
        .returning(|_| Ok(Some(Impersonation { ended_at: Some(now()), ..begun() })));
    let room = Room::with(store);
    let desk = under(&room);
    let name = PersonName::parse("Augusta").unwrap();
    let command = EditProfile { first_name: Some(name), ..EditProfile::default() };
    let refused = block_on(edit_customer(&desk, &by_email(ADA), command, None)).unwrap_err();
    assert_eq!(refused.rules(), [AUD_06]);
}

/// AUD-06: or it could go on being written after the impersonation was ended.
#[test]
fn what_does_not_rest_on_the_customer_is_not_written_under_it() {
    let mut store = store();
    store.expect_seats().returning(|query, _| {
        assert_eq!(query.buyer, Some(ada_id()));
        let items = vec![seat_row(SeatState::Pending, ReclaimPolicy::Always)];
        Ok(Page { items, next: None })
    });
    let room = Room::with(store);
    let desk = under(&room);
    let mut commit = desk.new_commit(now());
    let seat = seat_id(SeatState::Pending);
    commit.push(Event::Seat(seat, SeatEvent::CodeResealed { code: None }), None);
    assert_eq!(block_on(keep_within(&desk, &commit)).unwrap_err().rules(), [AUD_06]);
    commit.expect(StreamId::Customer(ada_id()), ada().revision);
    block_on(keep_within(&desk, &commit)).unwrap();
}

/// AUD-06
#[test]
fn ending_one_rests_on_the_customer_as_they_were_read() {
    let mut store = store();
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            let rests = Expected { stream: StreamId::Customer(ada_id()), revision: ada().revision };
            commit.expected == [rests]
        })
        .returning(|_| Ok(Committed { last_sequence: 4 }));
    let room = Room::with(store);
    block_on(end_impersonation(&room.desk(), id())).unwrap();
}

#[test]
fn an_impersonation_that_nobody_began_is_missing() {
    let room = Room::with(store());
    let unknown = ImpersonationId::next(&CountingIds::starting_at(8));
    let missing = block_on(take_up_impersonation(&room.desk(), unknown));
    assert!(matches!(missing, Err(Failure::Missing { what: What::Impersonation, .. })));
    let missing = block_on(end_impersonation(&room.desk(), unknown));
    assert!(matches!(missing, Err(Failure::Missing { what: What::Impersonation, .. })));
}
