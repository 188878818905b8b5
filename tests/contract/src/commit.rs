//! Committing: revisions, all or nothing, sequence numbers, and repeating.

use pollster::block_on;
use rollbook_domain::actor::Actor;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, Status};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CustomerId, GroupId};
use rollbook_domain::port::{CommitError, Committed, Conflict, StoreError, UniqueFact};
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{
    added, course_added, group_added, item_added, joined, price_added, product_added, window,
};
use crate::snapshot::Snapshot;
use crate::words::{profile, start};

cases! { commit:
    a_commit_is_seen_by_the_next_read,
    a_stale_revision_is_a_conflict_and_leaves_no_trace,
    a_revision_that_is_yet_to_come_is_a_conflict,
    a_stream_that_is_not_there_has_no_revision_but_none,
    a_stream_that_is_there_is_not_made_again,
    a_stream_only_read_that_moved_is_a_conflict,
    a_stream_only_read_that_stood_still_is_none,
    a_stream_only_read_that_must_not_exist_is_watched,
    a_stale_revision_is_found_though_nothing_is_written,
    an_event_of_a_stream_that_is_not_expected_is_turned_down,
    an_event_that_cannot_begin_a_stream_is_turned_down,
    a_second_beginning_of_a_stream_is_turned_down,
    a_last_event_that_fails_leaves_no_trace_of_those_before_it,
    every_stream_counts_its_own_events,
    sequence_numbers_run_from_1_without_gaps,
    a_failed_commit_uses_up_no_sequence_number,
    an_empty_commit_answers_with_the_end_of_the_log,
    a_repeated_commit_changes_nothing_and_answers_the_same,
    a_commit_repeated_after_later_ones_still_answers_its_own_place,
    a_commit_is_repeated_by_its_id_whatever_else_it_says,
    a_failed_commit_may_be_tried_again_under_its_id,
    a_commit_is_found_by_its_id_once_it_happened,
}

fn status_event(customer: CustomerId, status: Status) -> Event {
    Event::Customer(customer, CustomerEvent::StatusChanged { status }.into())
}

fn inactive(customer: CustomerId) -> Event {
    status_event(customer, Status::Inactive)
}

fn moved(stream: StreamId, expected: u64) -> CommitError {
    Conflict::Moved { stream, expected: Revision::new(expected) }.into()
}

/// A commit that makes the customer inactive, resting on the revision.
fn resting_on(fixture: &Fixture, customer: CustomerId, revision: u64) -> Commit {
    let mut commit = fixture.draft(start());
    commit.expect(StreamId::Customer(customer), Revision::new(revision));
    commit.push(inactive(customer), None);
    commit
}

#[track_caller]
fn assert_refused_without_trace(fixture: &Fixture, commit: Commit, error: &CommitError) {
    let before = Snapshot::of(&*fixture.tenant);
    let id = commit.id;
    assert_eq!(fixture.commit(commit).as_ref(), Err(error));
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after a refused commit");
    assert_eq!(block_on(fixture.tenant.find_commit(id)), Ok(None));
}

#[track_caller]
fn assert_malformed(fixture: &Fixture, commit: Commit) {
    let before = Snapshot::of(&*fixture.tenant);
    let answer = fixture.commit(commit);
    assert!(matches!(answer, Err(CommitError::Store(StoreError::Malformed(_)))), "{answer:?}");
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after a malformed commit");
}

fn a_commit_is_seen_by_the_next_read(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    for round in 1..=20 {
        let status = if round % 2 == 1 { Status::Inactive } else { Status::Active };
        fixture.write([status_event(ada, status.clone())]);
        let record = fixture.record(ada);
        assert_eq!(record.revision, Revision::new(round + 1));
        assert_eq!(record.customer.statuses.last().unwrap().status, status);
    }
}

fn a_stale_revision_is_a_conflict_and_leaves_no_trace(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    fixture.write([inactive(ada)]);
    let stale = resting_on(fixture, ada, 1);
    assert_refused_without_trace(fixture, stale, &moved(StreamId::Customer(ada), 1));
}

fn a_revision_that_is_yet_to_come_is_a_conflict(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let early = resting_on(fixture, ada, 2);
    assert_refused_without_trace(fixture, early, &moved(StreamId::Customer(ada), 2));
}

fn a_stream_that_is_not_there_has_no_revision_but_none(fixture: &Fixture) {
    let nobody = fixture.customer_id();
    let commit = resting_on(fixture, nobody, 1);
    assert_refused_without_trace(fixture, commit, &moved(StreamId::Customer(nobody), 1));
}

fn a_stream_that_is_there_is_not_made_again(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let group = fixture.group("MATH");
    let mut customer = fixture.draft(start());
    customer.expect(StreamId::Customer(ada), Revision::NONE);
    customer.push(added(ada, profile("bob@example.org")), None);
    assert_refused_without_trace(fixture, customer, &moved(StreamId::Customer(ada), 0));
    let mut again = fixture.draft(start());
    again.expect(StreamId::Group(group), Revision::NONE);
    again.push(group_added(group, "PHYSICS"), None);
    assert_refused_without_trace(fixture, again, &moved(StreamId::Group(group), 0));
}

fn a_stream_only_read_that_moved_is_a_conflict(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let bob = fixture.customer("bob@example.org");
    fixture.write([inactive(bob)]);
    let group = fixture.group("CLUB");
    let watched = [
        (StreamId::Tenant, 2),
        (StreamId::Customer(bob), 1),
        (StreamId::Group(group), 2),
        (StreamId::Product(bundle.product), 2),
        (StreamId::Price(bundle.price), 2),
        (StreamId::Course(bundle.course), 1),
    ];
    for (stream, revision) in watched {
        let mut commit = resting_on(fixture, ada, 1);
        commit.expect(stream, Revision::new(revision));
        assert_refused_without_trace(fixture, commit, &moved(stream, revision));
    }
}

fn a_stream_only_read_that_stood_still_is_none(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let mut commit = resting_on(fixture, ada, 1);
    commit.expect(StreamId::Tenant, Revision::new(1));
    commit.expect(StreamId::Course(bundle.course), Revision::new(2));
    assert!(fixture.commit(commit).is_ok());
    assert_eq!(fixture.revision(StreamId::Tenant), Revision::new(1));
    assert_eq!(fixture.revision(StreamId::Course(bundle.course)), Revision::new(2));
}

fn a_stream_only_read_that_must_not_exist_is_watched(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let group = GroupId::next(&fixture.ids);
    let mut absent = resting_on(fixture, ada, 1);
    absent.expect(StreamId::Group(group), Revision::NONE);
    assert!(fixture.commit(absent).is_ok());
    fixture.write([group_added(group, "MATH")]);
    let mut there = resting_on(fixture, ada, 2);
    there.expect(StreamId::Group(group), Revision::NONE);
    assert_refused_without_trace(fixture, there, &moved(StreamId::Group(group), 0));
}

fn a_stale_revision_is_found_though_nothing_is_written(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    fixture.write([inactive(ada)]);
    let mut commit = fixture.draft(start());
    commit.expect(StreamId::Customer(ada), Revision::new(1));
    assert_refused_without_trace(fixture, commit, &moved(StreamId::Customer(ada), 1));
}

fn an_event_of_a_stream_that_is_not_expected_is_turned_down(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let mut commit = fixture.draft(start());
    commit.push(inactive(ada), None);
    assert_malformed(fixture, commit);
}

fn an_event_that_cannot_begin_a_stream_is_turned_down(fixture: &Fixture) {
    let nobody = fixture.customer_id();
    let commit = resting_on(fixture, nobody, 0);
    assert_malformed(fixture, commit);
}

fn a_second_beginning_of_a_stream_is_turned_down(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let mut commit = fixture.draft(start());
    commit.expect(StreamId::Customer(ada), Revision::new(1));
    commit.push(added(ada, profile("bob@example.org")), None);
    assert_malformed(fixture, commit);
}

fn a_last_event_that_fails_leaves_no_trace_of_those_before_it(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let bob = fixture.customer_id();
    let other = fixture.ids_of_a_bundle();
    let group = GroupId::next(&fixture.ids);
    let mut commit = fixture.draft_of(
        start(),
        [
            group_added(group, "CLUB"),
            course_added(other.course, "PHYSICS"),
            item_added(other.course, other.item, "PHYSICS"),
            product_added(other.product, "PHYSICS", vec![other.course, bundle.course]),
            price_added(other.price, "PHYSICS", other.product),
            added(bob, profile("bob@example.org")),
            joined(bob, group),
            joined(ada, group),
            inactive(ada),
        ],
    );
    let ever = window(start(), None);
    fixture.push_grant(&mut commit, ada, bundle, ever, start());
    fixture.push_grant(&mut commit, bob, other, ever, start());
    let taken = fixture.customer_id();
    commit.push(added(taken, profile("ADA@example.org")), None);
    commit.expect(StreamId::Customer(taken), Revision::NONE);
    assert_refused_without_trace(fixture, commit, &Conflict::Taken(UniqueFact::CustomerEmail).into());
}

fn every_stream_counts_its_own_events(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer_id(), fixture.customer_id());
    fixture.write([
        added(ada, profile("ada@example.org")),
        added(bob, profile("bob@example.org")),
        inactive(ada),
        inactive(bob),
        status_event(ada, Status::Active),
    ]);
    let (ada_record, bob_record) = (fixture.record(ada), fixture.record(bob));
    assert_eq!(ada_record.revision, Revision::new(3));
    assert_eq!(bob_record.revision, Revision::new(2));
    let positions = ada_record.customer.statuses.iter().map(|change| change.stamp.position.get());
    assert_eq!(positions.collect::<Vec<_>>(), [2, 3]);
}

fn sequence_numbers_run_from_1_without_gaps(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    fixture.write([inactive(ada), status_event(ada, Status::Active)]);
    fixture.bundle("MATH");
    let sequences: Vec<u64> =
        Snapshot::of(&*fixture.tenant).activity.iter().map(|recorded| recorded.sequence).collect();
    assert_eq!(sequences, (1..=8).collect::<Vec<u64>>());
}

fn a_failed_commit_uses_up_no_sequence_number(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    assert!(fixture.commit(resting_on(fixture, ada, 7)).is_err());
    let taken = fixture.customer_id();
    assert!(fixture.commit(fixture.draft_of(start(), [added(taken, profile("ada@example.org"))])).is_err());
    assert_eq!(fixture.write([inactive(ada)]).last_sequence, 3);
}

fn an_empty_commit_answers_with_the_end_of_the_log(fixture: &Fixture) {
    fixture.customer("ada@example.org");
    assert_eq!(fixture.write([]).last_sequence, 2);
    assert_eq!(Snapshot::of(&*fixture.tenant).activity.len(), 2);
}

fn a_repeated_commit_changes_nothing_and_answers_the_same(fixture: &Fixture) {
    let ada = fixture.customer_id();
    let commit = fixture.draft_of(start(), [added(ada, profile("ada@example.org")), inactive(ada)]);
    let first = fixture.commit(commit.clone());
    assert_eq!(first, Ok(Committed { last_sequence: 3 }));
    let before = Snapshot::of(&*fixture.tenant);
    assert_eq!(fixture.commit(commit), first);
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after the same commit again");
}

fn a_commit_repeated_after_later_ones_still_answers_its_own_place(fixture: &Fixture) {
    let ada = fixture.customer_id();
    let commit = fixture.draft_of(start(), [added(ada, profile("ada@example.org"))]);
    let empty = fixture.draft(start());
    let first = fixture.commit(commit.clone());
    let none = fixture.commit(empty.clone());
    fixture.write([inactive(ada)]);
    assert_eq!(fixture.commit(commit), first);
    assert_eq!(fixture.commit(empty), none);
}

fn a_commit_is_repeated_by_its_id_whatever_else_it_says(fixture: &Fixture) {
    let ada = fixture.customer_id();
    let commit = fixture.draft_of(start(), [added(ada, profile("ada@example.org"))]);
    let first = fixture.commit(commit.clone());
    let mut other = Commit::new(commit.id, start(), Actor::system());
    other.expect(StreamId::Customer(ada), Revision::new(9));
    other.push(inactive(ada), None);
    assert_eq!(fixture.commit(other), first);
    assert_eq!(fixture.record(ada).revision, Revision::new(1));
}

fn a_failed_commit_may_be_tried_again_under_its_id(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let stale = resting_on(fixture, ada, 9);
    let mut fresh = resting_on(fixture, ada, 1);
    fresh.id = stale.id;
    assert!(fixture.commit(stale).is_err());
    assert_eq!(fixture.commit(fresh).map(|committed| committed.last_sequence), Ok(3));
}

fn a_commit_is_found_by_its_id_once_it_happened(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let commit = resting_on(fixture, ada, 1);
    let id = commit.id;
    assert_eq!(block_on(fixture.tenant.find_commit(id)), Ok(None));
    let committed = fixture.commit(commit).unwrap();
    assert_eq!(block_on(fixture.tenant.find_commit(id)), Ok(Some(committed)));
    let unknown = CommitId::next(&fixture.ids);
    assert_eq!(block_on(fixture.tenant.find_commit(unknown)), Ok(None));
}
