//! Commits that wait together are written together.

use std::sync::{Arc, Barrier};
use std::thread;

use pollster::block_on;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::{CommitError, Conflict};
use rollbook_domain::stamp::Revision;
use rusqlite::TransactionBehavior;

use crate::given::{Given, tenant};

const COMMITS: usize = 40;

#[test]
fn commits_that_wait_share_a_transaction_and_each_gets_its_own_answer() {
    let given = Arc::new(Given::a_database());
    let store = given.open();
    // Holding the lock makes the writer wait with the first commit while the others queue behind it.
    let mut blocker = given.raw();
    let lock = blocker.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let gate = Arc::new(Barrier::new(COMMITS + 1));
    let threads: Vec<_> = (0..COMMITS)
        .map(|number| {
            let (tenant, given, gate) = (tenant(&store), Arc::clone(&given), Arc::clone(&gate));
            thread::spawn(move || {
                let mut commit = given.a_customer();
                // Every fourth rests on a stream that is not there.
                if number % 4 == 0 {
                    commit.expect(StreamId::Tenant, Revision::new(99));
                }
                let mut committing = std::pin::pin!(tenant.commit(commit));
                let mut context = std::task::Context::from_waker(std::task::Waker::noop());
                assert!(committing.as_mut().poll(&mut context).is_pending(), "the lock is held");
                gate.wait();
                block_on(committing)
            })
        })
        .collect();
    gate.wait();
    lock.commit().unwrap();
    let (written, refused): (Vec<_>, Vec<_>) =
        threads.into_iter().map(|thread| thread.join().unwrap()).partition(Result::is_ok);
    assert_eq!((written.len(), refused.len()), (30, 10));
    for answer in refused {
        let moved = Conflict::Moved { stream: StreamId::Tenant, expected: Revision::new(99) };
        assert_eq!(answer, Err(CommitError::Conflict(moved)));
    }
    assert!(store.transactions_written() <= 4, "{} transactions", store.transactions_written());
    let customers: i64 =
        given.raw().query_row("SELECT count(*) FROM customers", [], |row| row.get(0)).unwrap();
    assert_eq!(customers, 31);
}

#[test]
fn a_commit_is_seen_by_the_reader_that_comes_after_it() {
    let given = Given::a_database();
    let store = given.open();
    let tenant = tenant(&store);
    for _ in 0..200 {
        let commit = given.a_customer();
        let (id, stream) = (commit.id, commit.expected[0].stream);
        let StreamId::Customer(customer) = stream else { panic!("{stream:?}") };
        let committed = block_on(tenant.commit(commit)).unwrap();
        assert_eq!(block_on(tenant.find_commit(id)), Ok(Some(committed)));
        let key = rollbook_domain::port::CustomerKey::Id(customer);
        assert!(block_on(tenant.find_customer(&key)).unwrap().is_some());
    }
}
