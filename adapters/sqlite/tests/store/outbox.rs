//! Dispatchers at the writing thread: what is answered is on the disk, and those that wait share a transaction.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use pollster::block_on;
use rollbook_domain::mail::MailState;
use rollbook_domain::port::{
    Delivery, LeaseRequest, LeasedMail, MailQuery, PageRequest, Settled, Settlement, TenantStore,
};
use rollbook_domain::time::Instant;
use rusqlite::TransactionBehavior;

use crate::given::{Given, tenant};

fn at(micros: i64) -> Instant {
    Instant::from_micros(micros).unwrap()
}

fn lease(tenant: &dyn TenantStore, now: i64, limit: usize) -> Vec<LeasedMail> {
    let request = LeaseRequest { now: at(now), until: at(now + 1_000), limit };
    block_on(tenant.lease(&request)).unwrap()
}

fn sent(leased: &LeasedMail) -> Settlement {
    let delivery = Delivery::Sent { text_version: 0 };
    Settlement { mail: leased.mail.id, epoch: leased.mail.epoch, at: at(9), delivery }
}

/// I6, N81
#[test]
fn settlements_that_wait_share_a_transaction_and_each_is_on_the_disk_when_answered() {
    let given = Arc::new(Given::a_database());
    let store = given.open();
    let tenant = tenant(&store);
    let mut commit = given.draft();
    (0..30).for_each(|number| commit.mail(given.a_mail(&format!("ada{number}@school{number}.example"))));
    block_on(tenant.commit(commit)).unwrap();
    let leased = lease(&*tenant, 5, 100);
    assert_eq!(leased.len(), 31);
    let before = store.transactions_written();
    let mut blocker = given.raw();
    let lock = blocker.transaction_with_behavior(TransactionBehavior::Immediate).unwrap();
    let mut settling: Vec<_> = leased
        .iter()
        .map(|leased| {
            let (tenant, settlement) = (Arc::clone(&tenant), sent(leased));
            Box::pin(async move { tenant.settle(&settlement).await })
        })
        .collect();
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for settling in &mut settling {
        assert!(settling.as_mut().poll(&mut context).is_pending(), "the lock is held");
    }
    lock.commit().unwrap();
    for settling in settling {
        assert_eq!(block_on(settling), Ok(Settled::Done));
    }
    assert!(store.transactions_written() - before <= 3, "{}", store.transactions_written() - before);
    let sent: i64 = given
        .raw()
        .query_row(
            "SELECT count(*) FROM mails WHERE state = 'sent' AND secret_ciphertext IS NULL",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(sent, 31);
}

/// N81
#[test]
fn a_mail_that_a_killed_dispatcher_left_behind_is_given_again_and_the_dead_one_is_turned_away() {
    let given = Given::a_database();
    let first = {
        let store = given.open();
        lease(&*tenant(&store), 5, 9)
    };
    let store = given.open();
    let tenant = tenant(&store);
    assert_eq!(lease(&*tenant, 1_004, 9), []);
    let second = lease(&*tenant, 1_005, 9);
    assert_eq!((first[0].mail.epoch, second[0].mail.epoch, second[0].mail.attempts), (1, 2, 2));
    assert_eq!(block_on(tenant.settle(&sent(&first[0]))), Ok(Settled::Fenced));
    let mail = block_on(tenant.find_mail(first[0].mail.id)).unwrap().unwrap();
    assert_eq!(mail, second[0].mail);
    assert_eq!(block_on(tenant.settle(&sent(&second[0]))), Ok(Settled::Done));
}

/// Two processes on one file: each mail is in one hand, and all of them are sent once.
#[test]
fn dispatchers_of_two_processes_share_the_mails_among_them() {
    let given = Arc::new(Given::a_database());
    let stores = [given.open(), given.open()];
    let mut commit = given.draft();
    (0..200)
        .for_each(|number| commit.mail(given.a_mail(&format!("ada{number}@school{}.example", number % 7))));
    block_on(tenant(&stores[0]).commit(commit)).unwrap();
    let is_started = AtomicBool::new(false);
    let counts: Vec<usize> = thread::scope(|scope| {
        let dispatchers: Vec<_> = stores
            .iter()
            .map(|store| {
                let (tenant, is_started) = (tenant(store), &is_started);
                scope.spawn(move || {
                    while !is_started.load(Ordering::Acquire) {
                        thread::yield_now();
                    }
                    let mut count = 0;
                    loop {
                        let mails = lease(&*tenant, 5, 3);
                        if mails.is_empty() {
                            return count;
                        }
                        for leased in &mails {
                            assert_eq!((leased.mail.epoch, leased.mail.attempts), (1, 1));
                            assert_eq!(block_on(tenant.settle(&sent(leased))), Ok(Settled::Done));
                        }
                        count += mails.len();
                    }
                })
            })
            .collect();
        is_started.store(true, Ordering::Release);
        dispatchers.into_iter().map(|dispatcher| dispatcher.join().unwrap()).collect()
    });
    assert_eq!(counts.iter().sum::<usize>(), 201);
    let query = MailQuery { state: Some(MailState::Sent), ..MailQuery::default() };
    let all = block_on(tenant(&stores[1]).mails(&query, &PageRequest::everything())).unwrap();
    assert_eq!(all.items.len(), 201);
}
