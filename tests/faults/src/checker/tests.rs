//! Histories that are right, and wrong ones that must be found.

use proptest::prelude::*;
use rollbook_domain::id::{CommitId, CountingIds, CustomerId, OrderId, SeatId};
use rollbook_domain::seat::SeatCounts;

use super::{Until, Violation, check, check_until};
use crate::history::{Act, Operation, Outcome, PoolKey, Told};
use crate::truth::{Fact, PoolNow, SeatNow, Truth, Written};

/// A store of one seat or more with one client each for its buyer, written down by hand.
struct Story {
    ids: CountingIds,
    pool: PoolKey,
    seats: Vec<SeatId>,
    people: Vec<CustomerId>,
    operations: Vec<Operation>,
    truth: Truth,
}

impl Story {
    fn of_seats(count: u32) -> Self {
        let ids = CountingIds::starting_at(1);
        let pool = PoolKey { order: OrderId::next(&ids), line: 1 };
        let seats: Vec<SeatId> = (0..count).map(|_| SeatId::next(&ids)).collect();
        let people: Vec<CustomerId> = (0..4).map(|_| CustomerId::next(&ids)).collect();
        let mut story = Self { ids, pool, seats, people, operations: Vec::new(), truth: Truth::default() };
        let act = Act::Order { buyer: story.people[0], quantity: count };
        let told = Told::Ordered { order: pool.order, seats: count };
        let commit = story.does(act, Outcome::Done(told), 0, 1);
        story.writes(commit, Fact::Bought { pool, quantity: count });
        for seat in story.seats.clone() {
            story.writes(commit, Fact::Made { seat, pool });
            story.truth.seats.insert(seat, SeatNow { pool, holder: None });
        }
        story.count();
        story
    }

    fn does(&mut self, act: Act, outcome: Outcome, asked_at: i64, answered_at: i64) -> CommitId {
        let commit = CommitId::next(&self.ids);
        self.operations.push(Operation {
            client: "client".to_owned(),
            number: self.operations.len() as u64 + 1,
            act,
            asked_at,
            answered_at: Some(answered_at),
            outcome,
            commits: vec![commit],
        });
        commit
    }

    fn writes(&mut self, commit: CommitId, fact: Fact) {
        let sequence = self.truth.log.len() as u64 + 1;
        self.truth.log.push(Written { sequence, commit, fact });
        if let Fact::Taken { seat, holder } = fact {
            self.truth.seats.entry(seat).and_modify(|now| now.holder = Some(holder));
        }
        if let Fact::Freed { seat } = fact {
            self.truth.seats.entry(seat).and_modify(|now| now.holder = None);
        }
        self.count();
    }

    fn count(&mut self) {
        let all = self.truth.seats.len() as u64;
        let claimed = self.truth.seats.values().filter(|seat| seat.holder.is_some()).count() as u64;
        let counts = SeatCounts { available: all - claimed, claimed, ..SeatCounts::default() };
        self.truth.pools.insert(self.pool, PoolNow { quantity: all, counts });
    }

    fn claims(&mut self, seat: usize, person: usize, outcome: Option<Outcome>, at: (i64, i64)) -> CommitId {
        let (seat, holder) = (self.seats[seat], self.people[person]);
        let outcome = outcome.unwrap_or(Outcome::Done(Told::Taken { seat, holder }));
        self.does(Act::Claim { seat, person: holder }, outcome, at.0, at.1)
    }

    fn takes(&mut self, seat: usize, person: usize, at: (i64, i64)) {
        let commit = self.claims(seat, person, None, at);
        self.writes(commit, Fact::Taken { seat: self.seats[seat], holder: self.people[person] });
    }

    fn frees(&mut self, seat: usize, at: (i64, i64)) {
        let seat = self.seats[seat];
        let commit = self.does(Act::Reclaim { seat }, Outcome::Done(Told::Freed { seat }), at.0, at.1);
        self.writes(commit, Fact::Freed { seat });
    }

    fn violations(&self) -> Vec<Violation> {
        check(&self.operations, &self.truth).violations
    }

    fn finds(&self, is_it: impl Fn(&Violation) -> bool) {
        let found = self.violations();
        assert!(found.iter().any(is_it), "{found:#?}");
    }
}

fn unknown() -> Outcome {
    Outcome::Unknown { why: "the line broke".to_owned() }
}

fn unavailable() -> Outcome {
    Outcome::Unavailable { why: "nobody there".to_owned() }
}

#[test]
fn a_seat_that_goes_from_hand_to_hand_is_right() {
    let mut story = Story::of_seats(2);
    story.takes(0, 1, (10, 20));
    story.frees(0, (30, 40));
    story.takes(0, 2, (50, 60));
    story.takes(1, 3, (55, 65));
    assert_eq!(story.violations(), []);
    assert_eq!(check(&story.operations, &story.truth).acknowledged, 5);
}

#[test]
fn what_overlaps_may_have_happened_in_the_other_order() {
    let mut story = Story::of_seats(1);
    story.takes(0, 1, (10, 20));
    story.frees(0, (30, 100));
    story.takes(0, 2, (25, 60));
    assert_eq!(story.violations(), []);
}

#[test]
fn a_seat_that_two_are_told_is_theirs_is_found_in_the_answers_alone() {
    let mut story = Story::of_seats(1);
    story.takes(0, 1, (10, 20));
    story.claims(0, 2, None, (30, 40));
    story.finds(|found| matches!(found, Violation::NoOrder { takings: 2, freeings: 0, .. }));
    story.finds(|found| matches!(found, Violation::Oversold { held: 2, bought: 1, .. }));
}

#[test]
fn a_seat_freed_only_before_both_were_given_it_is_found() {
    let mut story = Story::of_seats(1);
    story.frees(0, (2, 5));
    story.takes(0, 1, (10, 20));
    story.claims(0, 2, None, (30, 40));
    story.finds(|found| matches!(found, Violation::NoOrder { .. }));
}

#[test]
fn a_seat_with_two_holders_is_found_in_the_log_alone() {
    let mut story = Story::of_seats(2);
    let seat = story.seats[0];
    for person in [1, 2] {
        let commit = story.claims(0, person, Some(unknown()), (10, 20));
        story.writes(commit, Fact::Taken { seat, holder: story.people[person] });
    }
    story.finds(|found| matches!(found, Violation::TwoOwners { .. }));
}

#[test]
fn more_seats_held_than_bought_are_found() {
    let mut story = Story::of_seats(2);
    story.takes(0, 1, (10, 20));
    story.takes(1, 2, (30, 40));
    story.truth.log[0].fact = Fact::Bought { pool: story.pool, quantity: 1 };
    story.finds(|found| matches!(found, Violation::Oversold { held: 2, bought: 1, .. }));
    story.finds(|found| matches!(found, Violation::Count { expected: 1, found: 2, .. }));
}

#[test]
fn an_acknowledged_write_that_is_gone_is_found() {
    let mut story = Story::of_seats(1);
    story.claims(0, 1, None, (10, 20));
    story.finds(|found| matches!(found, Violation::Lost { .. }));
}

#[test]
fn an_acknowledged_write_may_be_missing_from_a_backup_that_was_begun_before_it() {
    let mut story = Story::of_seats(1);
    story.claims(0, 1, None, (10, 20));
    assert_eq!(check_until(&story.operations, &story.truth, Until::Moment(20)).violations, []);
    assert_eq!(check_until(&story.operations, &story.truth, Until::Moment(21)).violations.len(), 1);
}

#[test]
fn an_acknowledged_write_with_another_content_is_found() {
    let mut story = Story::of_seats(2);
    let commit = story.claims(0, 1, None, (10, 20));
    story.writes(commit, Fact::Taken { seat: story.seats[0], holder: story.people[2] });
    story.finds(|found| matches!(found, Violation::Different { .. }));
}

#[test]
fn what_is_not_known_may_be_there_or_not() {
    let mut story = Story::of_seats(2);
    story.claims(0, 1, Some(unknown()), (10, 20));
    let commit = story.claims(1, 2, Some(Outcome::Abandoned), (10, 20));
    story.writes(commit, Fact::Taken { seat: story.seats[1], holder: story.people[2] });
    assert_eq!(story.violations(), []);
    assert_eq!(check(&story.operations, &story.truth).happened, 1);
}

#[test]
fn what_was_turned_down_and_is_there_is_found() {
    for outcome in [unavailable(), Outcome::Conflict, Outcome::Refused { why: "Q-04".to_owned() }] {
        let mut story = Story::of_seats(1);
        let commit = story.claims(0, 1, Some(outcome), (10, 20));
        story.writes(commit, Fact::Taken { seat: story.seats[0], holder: story.people[1] });
        story.finds(|found| matches!(found, Violation::Ghost { .. }));
    }
}

#[test]
fn an_act_that_was_done_twice_is_found() {
    let mut story = Story::of_seats(2);
    let (first, second) = (story.claims(0, 1, None, (10, 20)), CommitId::next(&story.ids));
    story.operations[1].commits.push(second);
    story.writes(first, Fact::Taken { seat: story.seats[1], holder: story.people[1] });
    story.writes(second, Fact::Taken { seat: story.seats[0], holder: story.people[1] });
    story.finds(|found| matches!(found, Violation::Repeated { times: 2, .. }));
}

#[test]
fn what_nobody_asked_for_is_found() {
    let mut story = Story::of_seats(1);
    let commit = CommitId::next(&story.ids);
    story.writes(commit, Fact::Taken { seat: story.seats[0], holder: story.people[1] });
    story.finds(|found| *found == Violation::Stranger { commit });
}

#[test]
fn a_log_against_the_order_of_time_is_found() {
    let mut story = Story::of_seats(2);
    story.takes(0, 1, (30, 40));
    story.takes(1, 2, (10, 20));
    story.finds(|found| matches!(found, Violation::OutOfOrder { .. }));
}

#[test]
fn a_gap_in_the_log_is_found() {
    let mut story = Story::of_seats(2);
    story.truth.log.remove(1);
    story.finds(|found| matches!(found, Violation::Gap { expected: 2, found: 3 }));
}

#[test]
fn a_seat_that_stands_otherwise_than_its_log_is_found() {
    let mut story = Story::of_seats(1);
    story.takes(0, 1, (10, 20));
    story.truth.seats.values_mut().for_each(|seat| seat.holder = None);
    story.finds(|found| matches!(found, Violation::Differs { found: None, .. }));
    story.finds(|found| matches!(found, Violation::Count { what: "the seats claimed", .. }));
}

#[test]
fn seats_that_do_not_add_up_are_found() {
    let mut story = Story::of_seats(3);
    story.truth.pools.values_mut().for_each(|pool| pool.counts.available = 2);
    story.finds(|found| {
        matches!(found, Violation::Count { what: "all states together", expected: 3, found: 2, .. })
    });
}

#[test]
fn an_answer_that_nobody_should_see_is_found() {
    let mut story = Story::of_seats(1);
    story.claims(0, 1, Some(Outcome::Broken { why: "25P02".to_owned() }), (10, 20));
    story.finds(|found| matches!(found, Violation::Broken { .. }));
}

#[test]
fn somebody_told_that_a_seat_is_theirs_already_must_have_it() {
    let mut story = Story::of_seats(1);
    story.takes(0, 1, (10, 20));
    let (seat, holder) = (story.seats[0], story.people[2]);
    story.claims(0, 2, Some(Outcome::Done(Told::Held { seat, holder })), (30, 40));
    story.operations.last_mut().unwrap().commits.clear();
    story.finds(|found| matches!(found, Violation::NoOrder { .. }));
}

/// What the clients of a made-up run do: which seat, who, how long it takes, and how it ends.
fn runs() -> impl Strategy<Value = Vec<(usize, usize, i64, u8)>> {
    proptest::collection::vec((0..3_usize, 0..4_usize, 1..30_i64, 0..8_u8), 1..60)
}

/// A run of a store that is right, with clients that overlap and some that never learn what became of their act.
fn right(run: &[(usize, usize, i64, u8)]) -> Story {
    let mut story = Story::of_seats(3);
    let mut clock = 10;
    for (seat_no, person, duration, end) in run.iter().copied() {
        clock += 5;
        let at = (clock - duration, clock + duration);
        let (seat, holder) = (story.seats[seat_no], story.people[person]);
        let owner = story.truth.seats[&seat].holder;
        let ends_well = |told| match end {
            0 => unknown(),
            1 => Outcome::Abandoned,
            _ => Outcome::Done(told),
        };
        match owner {
            _ if end == 2 => {
                story.claims(seat_no, person, Some(unavailable()), at);
            }
            None => {
                let commit = story.claims(seat_no, person, Some(ends_well(Told::Taken { seat, holder })), at);
                story.writes(commit, Fact::Taken { seat, holder });
            }
            Some(_) if end > 4 => {
                story.claims(seat_no, person, Some(Outcome::Refused { why: "Q-04".to_owned() }), at);
            }
            Some(_) => {
                let commit = story.does(Act::Reclaim { seat }, ends_well(Told::Freed { seat }), at.0, at.1);
                story.writes(commit, Fact::Freed { seat });
            }
        }
    }
    story
}

proptest! {
    #[test]
    fn a_store_that_is_right_is_never_accused(run in runs()) {
        prop_assert_eq!(right(&run).violations(), []);
    }

    #[test]
    fn an_acknowledged_fact_that_is_taken_out_of_the_log_is_always_found(run in runs(), which: prop::sample::Index) {
        let mut story = right(&run);
        let acknowledged: Vec<CommitId> = story.operations.iter().skip(1)
            .filter(|operation| operation.is_acknowledged_write())
            .map(|operation| operation.commits[0])
            .collect();
        prop_assume!(!acknowledged.is_empty());
        let lost = *which.get(&acknowledged);
        story.truth.log.retain(|written| written.commit != lost);
        for (written, sequence) in story.truth.log.iter_mut().zip(1..) {
            written.sequence = sequence;
        }
        let found = story.violations();
        let is_found = found.iter().any(|found| matches!(found, Violation::Lost { .. }));
        prop_assert!(is_found, "{:?}", found);
    }

    #[test]
    fn a_second_owner_is_always_found(run in runs(), which: prop::sample::Index) {
        let mut story = right(&run);
        let held: Vec<SeatId> = story.truth.seats.iter().filter(|(_, now)| now.holder.is_some()).map(|(seat, _)| *seat).collect();
        prop_assume!(!held.is_empty());
        let seat = *which.get(&held);
        let thief = CustomerId::next(&story.ids);
        let outcome = Outcome::Done(Told::Taken { seat, holder: thief });
        let commit = story.does(Act::Claim { seat, person: thief }, outcome, 10_000, 10_010);
        story.writes(commit, Fact::Taken { seat, holder: thief });
        let found = story.violations();
        let in_the_log = found.iter().any(|found| matches!(found, Violation::TwoOwners { .. }));
        prop_assert!(in_the_log, "{:?}", found);
        let in_the_answers = found.iter().any(|found| matches!(found, Violation::NoOrder { .. }));
        let is_all_known = story.operations.iter().all(Operation::is_settled);
        prop_assert!(!is_all_known || in_the_answers, "{:?}", found);
    }
}
