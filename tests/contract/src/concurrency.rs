//! Many callers at once: whoever loses learns of it, and nobody sees half a commit.

use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use rollbook_domain::commit::Commit;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{CommitError, Committed, Conflict, UniqueFact};
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{added, window};
use crate::snapshot::Snapshot;
use crate::words::{profile, start};

cases! { concurrency:
    of_commits_on_one_revision_exactly_one_wins,
    of_claims_to_one_email_exactly_one_wins,
    commits_on_different_streams_all_win_without_a_gap,
    the_same_commit_sent_many_times_at_once_happens_once,
    whoever_loses_and_tries_again_gets_through,
    a_reader_never_sees_half_a_commit,
}

const CALLERS: usize = 8;

/// Sends the commits from threads that start together.
fn at_once(fixture: &Fixture, commits: Vec<Commit>) -> Vec<Result<Committed, CommitError>> {
    let barrier = Barrier::new(commits.len());
    thread::scope(|scope| {
        let barrier = &barrier;
        let callers: Vec<_> = commits
            .into_iter()
            .map(|commit| {
                scope.spawn(move || {
                    barrier.wait();
                    fixture.commit(commit)
                })
            })
            .collect();
        callers.into_iter().map(|caller| caller.join().unwrap()).collect()
    })
}

fn exempt(customer: CustomerId, is_exempt: bool) -> Event {
    Event::Customer(customer, CustomerEvent::TaxExemptionSet { is_exempt }.into())
}

#[track_caller]
fn assert_one_wins(answers: &[Result<Committed, CommitError>], conflict: Conflict) {
    let losers: Vec<_> = answers.iter().filter_map(|answer| answer.as_ref().err()).collect();
    assert_eq!(losers.len(), answers.len() - 1, "{answers:?}");
    assert!(losers.iter().all(|error| **error == CommitError::Conflict(conflict)), "{losers:?}");
}

fn of_commits_on_one_revision_exactly_one_wins(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    for round in 1..=10 {
        let commits = (0..CALLERS).map(|_| fixture.draft_of(start(), [exempt(ada, true)])).collect();
        let stream = StreamId::Customer(ada);
        let answers = at_once(fixture, commits);
        assert_one_wins(&answers, Conflict::Moved { stream, expected: Revision::new(round) });
        assert_eq!(fixture.record(ada).revision, Revision::new(round + 1));
    }
}

/// CUS-29
fn of_claims_to_one_email_exactly_one_wins(fixture: &Fixture) {
    for round in 0..5 {
        let address = format!("ada{round}@example.org");
        let claims = (0..CALLERS)
            .map(|_| fixture.draft_of(start(), [added(fixture.customer_id(), profile(&address))]))
            .collect();
        assert_one_wins(&at_once(fixture, claims), Conflict::Taken(UniqueFact::CustomerEmail));
    }
    assert_eq!(Snapshot::of(&*fixture.tenant).records.len(), 5);
}

fn commits_on_different_streams_all_win_without_a_gap(fixture: &Fixture) {
    let commits: Vec<Commit> = (0..4 * CALLERS)
        .map(|count| {
            let (one, two) = (fixture.customer_id(), fixture.customer_id());
            let person = |name: &str| profile(&format!("{name}{count}@example.org"));
            fixture.draft_of(start(), [added(one, person("a")), added(two, person("b"))])
        })
        .collect();
    let ids: Vec<_> = commits.iter().map(|commit| commit.id).collect();
    let answers = at_once(fixture, commits);
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let activity = Snapshot::of(&*fixture.tenant).activity;
    let sequences: Vec<u64> = activity.iter().map(|recorded| recorded.sequence).collect();
    assert_eq!(sequences, (1..=8 * CALLERS as u64 + 1).collect::<Vec<_>>());
    for (id, answer) in ids.into_iter().zip(answers) {
        let last = answer.unwrap().last_sequence;
        let theirs = activity.iter().filter(|recorded| recorded.commit == id);
        assert_eq!(theirs.map(|recorded| recorded.sequence).collect::<Vec<_>>(), [last - 1, last]);
    }
}

fn the_same_commit_sent_many_times_at_once_happens_once(fixture: &Fixture) {
    let commit = fixture.draft_of(start(), [added(fixture.customer_id(), profile("ada@example.org"))]);
    let answers = at_once(fixture, vec![commit; CALLERS]);
    assert!(answers.iter().all(|answer| *answer == Ok(Committed { last_sequence: 2 })), "{answers:?}");
    assert_eq!(Snapshot::of(&*fixture.tenant).activity.len(), 2);
}

fn whoever_loses_and_tries_again_gets_through(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    thread::scope(|scope| {
        for _ in 0..CALLERS {
            scope.spawn(|| {
                for _ in 0..5 {
                    while let Err(error) = fixture.commit(fixture.draft_of(start(), [exempt(ada, true)])) {
                        assert!(matches!(error, CommitError::Conflict(_)), "{error}");
                    }
                }
            });
        }
    });
    assert_eq!(fixture.record(ada).revision, Revision::new(1 + 5 * CALLERS as u64));
}

fn a_reader_never_sees_half_a_commit(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let is_done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let mut last = Revision::NONE;
                while !is_done.load(Ordering::Acquire) {
                    let record = fixture.record(ada);
                    assert_eq!(record.orders.len(), record.grants.len());
                    assert_eq!(record.revision.get(), 1 + 2 * record.orders.len() as u64);
                    assert!(record.revision >= last, "went back to {} from {last}", record.revision);
                    last = record.revision;
                }
            });
        }
        let _done = SetAtTheEnd(&is_done);
        for _ in 0..40 {
            fixture.give(ada, bundle, window(start(), None), start());
        }
    });
    assert_eq!(fixture.record(ada).orders.len(), 40);
}

/// Stops the readers even when the writer fails, so that a failure is shown and not waited for.
struct SetAtTheEnd<'a>(&'a AtomicBool);

impl Drop for SetAtTheEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}
