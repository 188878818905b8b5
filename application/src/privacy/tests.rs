mod parts;

use pollster::block_on;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::commit::{Commit, Expected};
use rollbook_domain::customer::{CustomerEvent, Status};
use rollbook_domain::event::StreamId;
use rollbook_domain::port::{Committed, CustomerKey, Page, SeatQuery};
use rollbook_domain::privacy::map::{Shown, TABLES};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::rule::{Q_35, RuleId, X_01};
use rollbook_domain::seat::SeatState;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::transcript::Transcript;

use super::subjects::FOR_IMPORTS;
use super::{SUBJECTS, delete_customer, erase_customer, plan_deletion, plan_erasure};
use crate::seat::Release;
use crate::testing::seats::{bob_id, seat_id, seat_row};
use crate::testing::world::{ADA, ada, ada_id, by_email, catalogue};
use crate::testing::{MockPorts, Room, new_tenant, now};

/// GDPR-01, GDPR-02, N121
#[test]
fn every_column_that_the_map_shows_is_in_the_file_that_it_names() {
    for table in TABLES {
        for column in table.personal {
            let Shown::In(file, header) = column.shown else { continue };
            let subject = SUBJECTS.iter().find(|subject| subject.name == file);
            let is_there = subject.is_some_and(|subject| subject.header.contains(&header));
            assert!(is_there, "{}.{} is to be shown in {file} under {header}", table.name, column.name);
        }
    }
}

/// GDPR-02, GDPR-12
#[test]
fn every_file_shows_a_column_of_the_map_and_none_is_there_twice() {
    let mapped = |name| {
        let mut columns = TABLES.iter().flat_map(|table| table.personal);
        columns.any(|column| matches!(column.shown, Shown::In(file, _) if file == name))
    };
    let mut names: Vec<_> = SUBJECTS.iter().map(|subject| subject.name).collect();
    assert!(names.iter().all(|name| mapped(*name)), "{names:?}");
    names.extend(FOR_IMPORTS.iter().map(|subject| subject.name));
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// Ada, who bought nothing herself and was set Inactive.
fn inactive_ada() -> CustomerRecord {
    let stamp = Stamp {
        position: Revision::new(3),
        effective_at: now(),
        recorded_at: now(),
        actor: "tester".into(),
        note: None,
    };
    let mut ada = ada();
    ada.customer.apply(&CustomerEvent::StatusChanged { status: Status::Inactive }, &stamp);
    CustomerRecord { orders: Vec::new(), grants: Vec::new(), revision: Revision::new(3), ..ada }
}

const STATES: [SeatState; 2] = [SeatState::Claimed, SeatState::Pending];

/// A store with Ada, who has a transcript, and Bob; both seats there are are answered by whatever is asked for so.
fn store(finds_seats: fn(&SeatQuery) -> bool) -> MockPorts {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_catalogue().returning(|| Ok(catalogue()));
    store.expect_groups().returning(|| Ok(Vec::new()));
    store.expect_find_customer().returning(|key| {
        let mut found = inactive_ada();
        if *key == CustomerKey::Id(bob_id()) {
            (found.customer.id, found.revision) = (bob_id(), Revision::new(5));
        }
        Ok(Some(found))
    });
    store.expect_customer_part().returning(|_, places| Ok(Some(inactive_ada().part(&places))));
    store.expect_transcript_part().returning(|customer, _| {
        Ok(Some(Transcript { revision: Revision::new(4), ..Transcript::empty(customer) }))
    });
    store.expect_seats().returning(move |query, _| {
        let rows = STATES.map(|state| seat_row(state, ReclaimPolicy::Always));
        let items = if finds_seats(query) { Vec::from(rows) } else { Vec::new() };
        Ok(Page { items, next: None })
    });
    store.expect_find_seat().returning(|_| Ok(None));
    store.expect_activity().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    store.expect_answers().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    store.expect_logins().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    store.expect_mails().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    store.expect_suppressions().returning(|| Ok(Vec::new()));
    store.expect_former_emails().returning(|_| Ok(Vec::new()));
    store.expect_own_addresses().returning(|_| Ok(Vec::new()));
    store.expect_seats_offered_to().returning(|_| Ok(Vec::new()));
    store.expect_outbox_revision().returning(|| Ok(Revision::new(7)));
    store
}

fn rests_on(commit: &Commit, stream: StreamId, revision: u64) -> bool {
    commit.expected.contains(&Expected { stream, revision: Revision::new(revision) })
}

fn bought(query: &SeatQuery) -> bool {
    query.buyer.is_some()
}

/// GDPR-12, Q-12: whoever writes about one of these at the same time makes it start over.
#[test]
fn an_erasure_rests_on_the_person_their_transcript_mails_and_seats_and_who_takes_these_over() {
    let mut store = store(bought);
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            rests_on(commit, StreamId::Customer(ada_id()), 3)
                && rests_on(commit, StreamId::Transcript(ada_id()), 4)
                && rests_on(commit, StreamId::Outbox, 7)
                && rests_on(commit, StreamId::Customer(bob_id()), 5)
                && STATES.iter().all(|state| rests_on(commit, StreamId::Seat(seat_id(*state)), 2))
        })
        .returning(|_| Ok(Committed { last_sequence: 9 }));
    let room = Room::with(store);
    let release = Release::Successor(CustomerKey::Id(bob_id()));
    block_on(erase_customer(&room.desk(), &by_email(ADA), Some(&release))).unwrap();
}

/// CUS-24, GDPR-10: whoever writes about one of these at the same time makes it start over.
#[test]
fn a_deletion_rests_on_the_person_their_transcript_and_mails() {
    let mut store = store(|_| false);
    store
        .expect_commit()
        .once()
        .withf(|commit| {
            rests_on(commit, StreamId::Customer(ada_id()), 3)
                && rests_on(commit, StreamId::Transcript(ada_id()), 4)
                && rests_on(commit, StreamId::Outbox, 7)
        })
        .returning(|_| Ok(Committed { last_sequence: 9 }));
    let room = Room::with(store);
    block_on(delete_customer(&room.desk(), &by_email(ADA))).unwrap();
}

///
#[test]
fn who_answers_for_seats_or_holds_one_is_not_deleted() {
    let refused = |finds_seats| -> &'static [RuleId] {
        let room = Room::with(store(finds_seats));
        block_on(delete_customer(&room.desk(), &by_email(ADA))).unwrap_err().rules()
    };
    assert_eq!(refused(bought), [X_01]);
    assert_eq!(refused(|query| query.holders.is_some()), [X_01, Q_35]);
}

#[test]
fn a_rehearsal_of_an_erasure_or_a_deletion_commits_nothing() {
    let room = Room::with(store(bought));
    let planned = block_on(plan_erasure(&room.desk(), &by_email(ADA), Some(&Release::Void))).unwrap();
    assert_eq!(planned.customer, ada_id());
    let room = Room::with(store(|_| false));
    assert_eq!(block_on(plan_deletion(&room.desk(), &by_email(ADA))).unwrap().customer, ada_id());
}
