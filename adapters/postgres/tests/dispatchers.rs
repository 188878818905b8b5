//! Several dispatchers, each with a store of its own, on one database.

#![cfg(test)]

use std::collections::BTreeMap;
use std::sync::{Arc, Barrier};
use std::thread;

use pollster::block_on;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::commit::Commit;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CountingIds, MailId};
use rollbook_domain::mail::{DedupeKey, Mail, MailFacts, MailKind, MailState, NewMail};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    Delivery, LeaseRequest, MailQuery, PageRequest, Settled, Settlement, Store, TenantStore,
};
use rollbook_domain::settings::{Settings, TenantEvent, TenantId};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;
use rollbook_postgres::{PostgresOptions, PostgresStore};
use rollbook_servers::{Database, find_server};

type Tenant = Arc<dyn TenantStore>;

fn at(seconds: i64) -> Instant {
    Instant::from_micros(1_800_000_000_000_000 + seconds * 1_000_000).unwrap()
}

/// A database with so many mails that are due, in seven domains of which one has most of them, and two stores on it.
fn two_stores(mails: u32) -> (Database, [Tenant; 2]) {
    let database = Database::empty(&find_server().unwrap()).unwrap();
    let options = PostgresOptions { connections: 4, ..PostgresOptions::default() };
    let open = || -> Tenant {
        let store = block_on(PostgresStore::create(database.url(), &options)).unwrap();
        store.tenant(&TenantId::default())
    };
    let stores = [open(), open()];
    let ids = CountingIds::starting_at(1);
    let mut commit = Commit::new(CommitId::next(&ids), at(0), Actor::administrator("grace", Channel::Cli));
    commit.expect(StreamId::Tenant, Revision::NONE);
    let settings = Box::new(Settings::initial());
    commit.push(Event::Tenant(TenantEvent::TenantAdded { settings }), None);
    for number in 0..mails {
        let domain = if number % 2 == 0 { 0 } else { number % 7 };
        let to = EmailAddress::parse(&format!("learner{number}@school{domain}.example")).unwrap();
        commit.mails.push(NewMail {
            id: MailId::next(&ids),
            kind: MailKind::LockNotice,
            to: Personal::new(to),
            customer: None,
            facts: MailFacts::default(),
            secret: None,
            dedupe: DedupeKey::from_stored(format!("mail {number}")),
            is_held: false,
        });
    }
    block_on(stores[0].commit(commit)).unwrap();
    (database, stores)
}

fn lease(tenant: &Tenant, now: i64, until: i64, limit: usize) -> Vec<Mail> {
    let request = LeaseRequest { now: at(now), until: at(until), limit };
    block_on(tenant.lease(&request)).unwrap().into_iter().map(|leased| leased.mail).collect()
}

fn settle(tenant: &Tenant, mail: &Mail, delivery: Delivery) -> Settled {
    block_on(tenant.settle(&Settlement { mail: mail.id, epoch: mail.epoch, at: at(60), delivery })).unwrap()
}

fn all(tenant: &Tenant) -> Vec<Mail> {
    block_on(tenant.mails(&MailQuery::default(), &PageRequest::everything())).unwrap().items
}

/// Eight dispatchers, four at each store, take mails in hand until none is due; how often each was taken.
fn race(stores: &[Tenant; 2], now: i64, limit: usize) -> BTreeMap<MailId, u32> {
    let start = Barrier::new(8);
    let taken: Vec<MailId> = thread::scope(|scope| {
        let dispatcher = |tenant: Tenant| {
            let start = &start;
            scope.spawn(move || {
                let mut mine = Vec::new();
                start.wait();
                // What another one is just taking is passed over, so an empty hand does not mean that nothing is due.
                while block_on(tenant.next_due_at()).unwrap().is_some_and(|due| due <= at(now)) {
                    mine.extend(lease(&tenant, now, now + 60, limit).into_iter().map(|mail| mail.id));
                }
                mine
            })
        };
        let dispatchers: Vec<_> = (0..8).map(|number| dispatcher(Arc::clone(&stores[number % 2]))).collect();
        dispatchers.into_iter().flat_map(|dispatcher| dispatcher.join().unwrap()).collect()
    });
    let mut times = BTreeMap::new();
    for mail in taken {
        *times.entry(mail).or_default() += 1;
    }
    times
}

/// I6
#[test]
fn dispatchers_of_two_stores_take_each_mail_once_and_forget_none() {
    let (_database, stores) = two_stores(1_500);
    for (round, epoch, attempts) in [(0, 1, 1), (60, 2, 2), (120, 3, 3)] {
        // From the second round on, every mail is one whose dispatcher has not come back.
        let times = race(&stores, round, 5);
        assert_eq!(times.len(), 1_500);
        assert!(times.values().all(|times| *times == 1), "{times:?}");
        let mails = all(&stores[1]);
        assert!(mails.iter().all(|mail| (mail.epoch, mail.attempts) == (epoch, attempts)), "{mails:?}");
        assert!(mails.iter().all(|mail| mail.state == MailState::Leased));
    }
}

/// I6: the later lease is at another store, which the first dispatcher knows nothing of.
#[test]
fn a_late_settlement_changes_nothing_about_the_lease_of_another_store() {
    let (_database, [early, late]) = two_stores(1);
    let first = lease(&early, 0, 60, 10).pop().unwrap();
    assert!(lease(&late, 59, 120, 10).is_empty());
    let second = lease(&late, 60, 120, 10).pop().unwrap();
    assert_eq!((first.epoch, second.epoch), (1, 2));
    let problem = || "the server did not answer".to_owned();
    let deliveries = [
        Delivery::Sent { text_version: 1 },
        Delivery::Retry { due_at: at(90), problem: problem() },
        Delivery::Dead { problem: problem(), suppresses: true },
        Delivery::Returned,
    ];
    for delivery in deliveries {
        assert_eq!(settle(&early, &first, delivery), Settled::Fenced);
        assert_eq!(all(&early), std::slice::from_ref(&second));
    }
    assert_eq!(block_on(early.suppressions()).unwrap(), []);
    assert_eq!(settle(&late, &second, Delivery::Sent { text_version: 1 }), Settled::Done);
    assert_eq!(settle(&early, &first, Delivery::Returned), Settled::Fenced);
    assert_eq!(settle(&late, &second, Delivery::Sent { text_version: 1 }), Settled::Fenced);
    assert_eq!(all(&early)[0].state, MailState::Sent);
}
