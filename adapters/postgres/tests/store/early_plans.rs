//! What was planned for tables without rows stays in use while they fill: until the server looks at them by itself, or the
//! connection ends.

use std::collections::BTreeMap;

use pollster::block_on;
use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CourseId, ItemId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::settings::{Settings, TenantEvent};
use rollbook_domain::stamp::Revision;
use rollbook_postgres::PostgresStore;
use rollbook_servers::Database;
use tokio::runtime::Builder;

use crate::given::{Given, tenant};
use crate::joint::{at_once, password, people};
use crate::laid_out::rows;
use crate::plans::{course_of, fill, keys_of, open, wait_for_company};
use crate::reads::reads;

const CUSTOMERS: u64 = 20_000;

/// How many do the same at once.
const PEOPLE: usize = 8;

/// The server knows that there is next to nothing in its tables, and does not look again by itself.
const LOOKED_AT: [&str; 2] = [
    "DO $$ DECLARE held record; BEGIN \
         FOR held IN SELECT relid::regclass AS name FROM pg_stat_user_tables LOOP \
             EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', held.name); \
         END LOOP; \
     END $$",
    "VACUUM (ANALYZE)",
];

/// How many pages of each index were looked at so far.
fn pages(database: &Database) -> BTreeMap<String, u64> {
    let sql = "SELECT indexrelname, idx_blks_hit + idx_blks_read FROM pg_statio_user_indexes";
    let pages = |row: Vec<String>| {
        let [name, count] = row.try_into().unwrap();
        (name, count.parse().unwrap())
    };
    rows(database, sql).into_iter().map(pages).collect()
}

/// How many pages of each index some work looks at, which gives its connection up.
fn pages_of(database: &Database, work: impl FnOnce()) -> BTreeMap<String, u64> {
    let before = pages(database);
    work();
    wait_for_company(database, 0);
    pages(database).into_iter().map(|(name, count)| (name.clone(), count - before[&name])).collect()
}

fn key(email: &str) -> EmailKey {
    EmailAddress::parse(email).unwrap().key()
}

/// Asks and writes what servers are asked and write all day, one by one and at once.
fn work(given: &Given, store: &PostgresStore, (course, item): (CourseId, ItemId)) {
    let people = people(given, store, PEOPLE);
    let told = at_once(store, people.iter().map(|id| password(given, *id, Revision::new(1))).collect());
    assert!(told.iter().all(Result::is_ok), "{told:?}");
    for read in reads(&keys_of(course, item, CUSTOMERS)) {
        (read.ask)(&*tenant(store));
    }
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let asking = (0..PEOPLE as u64).map(|place| {
        let tenant = tenant(store);
        let key = CustomerKey::Email(key(&format!("learner.{}@example.org", CUSTOMERS / 2 + place)));
        runtime.spawn(async move { tenant.find_customer(&key).await.unwrap() })
    });
    let asking: Vec<_> = asking.collect();
    for one in asking {
        runtime.block_on(one).unwrap();
    }
}

/// A database with nothing in it, of which the server knows that.
fn known_to_be_empty() -> Given {
    let given = Given::an_empty_database();
    for sql in LOOKED_AT {
        given.database.psql(sql).unwrap();
    }
    given
}

#[test]
fn what_was_planned_for_empty_tables_is_planned_anew_as_they_fill() {
    let given = known_to_be_empty();
    let early = open(&given.database, "");
    work(&given, &early, (CourseId::next(&given.ids), ItemId::next(&given.ids)));
    block_on(tenant(&given.open()).commit(given.first_commit())).unwrap();
    fill(&given.database, CUSTOMERS);
    let course = course_of(&given);
    let use_and_work = |store: PostgresStore| {
        // The work before was some hundreds of uses.
        for _ in 0..1_024 {
            assert!(block_on(tenant(&store).find_commit(CommitId::next(&given.ids))).unwrap().is_none());
        }
        work(&given, &store, course);
    };
    wait_for_company(&given.database, 1);
    let early = pages_of(&given.database, || use_and_work(early));
    let late = pages_of(&given.database, || use_and_work(open(&given.database, "")));
    let longer = |(index, pages): &(&String, &u64)| **pages > 2 * late[*index] + CUSTOMERS / 100;
    let longer: Vec<_> =
        early.iter().filter(longer).map(|(index, pages)| (index, pages, late[index])).collect();
    assert!(longer.is_empty(), "planned early and late, these were looked at so often: {longer:#?}");
}

/// An import by another process, after which people sign in by their addresses.
#[test]
fn a_large_commit_has_every_session_plan_anew_at_once() {
    let given = known_to_be_empty();
    let mut first = given.draft();
    first.expect(StreamId::Tenant, Revision::NONE);
    let settings = Box::new(Settings::initial());
    first.push(Event::Tenant(TenantEvent::TenantAdded { settings }), None);
    let early = open(&given.database, "");
    block_on(tenant(&early).commit(first)).unwrap();
    let ask = |store: &PostgresStore, email: &str| {
        block_on(tenant(store).find_customer(&CustomerKey::Email(key(email)))).unwrap()
    };
    assert!(ask(&early, "nobody@example.org").is_none());
    let mut import = given.draft();
    for _ in 0..5_000 {
        given.add_customer(&mut import);
    }
    block_on(tenant(&given.open()).commit(import)).unwrap();
    let emails = "SELECT email_key FROM customer_profiles ORDER BY name_key, email_key LIMIT 10";
    let emails = given.sql(emails).unwrap();
    wait_for_company(&given.database, 1);
    let pages = pages_of(&given.database, || {
        for email in emails.lines() {
            assert!(ask(&early, email).is_some());
        }
        drop(early);
    });
    let (pages, records) = (pages.values().sum::<u64>(), emails.lines().count() as u64);
    // A record goes by about twenty indexes, each of two or three levels.
    assert!(pages < 60 * records, "{pages} pages were looked at for {records} records");
}
