//! Commits of one tenant that come at once are written together, and each is answered as if it had come alone.

use std::collections::HashMap;
use std::time::Duration;

use pollster::block_on;
use rollbook_domain::audit::Verifier;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{
    ActivityQuery, CommitError, Committed, Conflict, CustomerKey, PageRequest, StoreError, UniqueFact,
};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Note, PersonName};
use rollbook_domain::time::Instant;
use rollbook_postgres::{PostgresOptions, PostgresStore};
use sqlx::{Connection as _, PgConnection};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

use crate::given::{Given, added, tenant};
use crate::plans::wait_until_alone;

pub(crate) type Told = Result<Committed, CommitError>;

pub(crate) fn runtime() -> Runtime {
    Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Hands in all commits before the first of them can have been written.
pub(crate) fn begun(runtime: &Runtime, store: &PostgresStore, commits: Vec<Commit>) -> Vec<JoinHandle<Told>> {
    let begin = |commit| {
        let tenant = tenant(store);
        runtime.spawn(async move { tenant.commit(commit).await })
    };
    commits.into_iter().map(begin).collect()
}

pub(crate) fn told(runtime: &Runtime, begun: Vec<JoinHandle<Told>>) -> Vec<Told> {
    runtime.block_on(async {
        let mut told = Vec::new();
        for one in begun {
            told.push(one.await.unwrap());
        }
        told
    })
}

pub(crate) fn at_once(store: &PostgresStore, commits: Vec<Commit>) -> Vec<Told> {
    let runtime = runtime();
    told(&runtime, begun(&runtime, store, commits))
}

/// How many commits there are, and in how many transactions they were written.
fn commits_and_transactions(given: &Given) -> (u64, u64) {
    let counted = given.sql("SELECT count(*) || ' ' || count(DISTINCT xmin::text) FROM commits").unwrap();
    let (commits, transactions) = counted.split_once(' ').unwrap();
    (commits.parse().unwrap(), transactions.parse().unwrap())
}

/// Makes people, one commit for each.
pub(crate) fn people(given: &Given, store: &PostgresStore, count: usize) -> Vec<CustomerId> {
    let make = |_| {
        let mut commit = given.draft();
        let id = given.add_customer(&mut commit);
        block_on(tenant(store).commit(commit)).unwrap();
        id
    };
    (0..count).map(make).collect()
}

/// A password for somebody who stands at the revision.
pub(crate) fn password(given: &Given, customer: CustomerId, revision: Revision) -> Commit {
    let mut commit = given.draft();
    commit.expect(StreamId::Customer(customer), revision);
    let hash = Some(PasswordHash::from_stored("$argon2id$v=19$m=32768,t=2,p=1$c2FsdA$aGFzaA"));
    let set = CustomerEvent::PasswordSet { hash, must_change: false };
    commit.push(Event::Customer(customer, set.into()), None);
    commit
}

fn has_password(store: &PostgresStore, customer: CustomerId) -> bool {
    let found = block_on(tenant(store).find_customer(&CustomerKey::Id(customer))).unwrap();
    found.unwrap().customer.password.set_at.is_some()
}

#[test]
fn commits_that_come_at_once_share_transactions_and_each_is_in_the_log_by_itself() {
    let given = Given::a_database();
    let store = given.open();
    let before = commits_and_transactions(&given);
    let commits: Vec<Commit> = (1..=60)
        .map(|number| {
            let mut commit = given.a_customer();
            commit.recorded_at = Instant::from_micros(number).unwrap();
            if number % 3 == 0 {
                commit.events[0].note = Some(Note::parse(&format!("Reason {number}")).unwrap());
            }
            commit
        })
        .collect();
    let told = at_once(&store, commits.clone());
    let (count, transactions) = commits_and_transactions(&given);
    assert_eq!(count, before.0 + 60);
    assert!(transactions < count, "{count} commits in {transactions} transactions");
    let mut verifier = Verifier::new("default", &[]).unwrap();
    let mut written = HashMap::new();
    loop {
        let page = block_on(tenant(&store).log_entries(verifier.head().sequence, 7)).unwrap();
        if page.is_empty() {
            break;
        }
        page.iter().try_for_each(|entry| verifier.take(entry)).unwrap();
    }
    verifier.finish().unwrap();
    let everything = PageRequest::everything();
    for recorded in block_on(tenant(&store).activity(&ActivityQuery::default(), &everything)).unwrap().items {
        written.insert(recorded.commit, recorded);
    }
    for (commit, told) in commits.iter().zip(told) {
        let told = told.unwrap();
        assert_eq!(block_on(tenant(&store).find_commit(commit.id)), Ok(Some(told)));
        let recorded = &written[&commit.id];
        assert_eq!(recorded.sequence, told.last_sequence);
        assert_eq!(recorded.recorded_at, commit.recorded_at);
        assert_eq!(recorded.event.stream(), commit.events[0].event.stream());
        assert_eq!(recorded.note, commit.events[0].note);
    }
}

#[test]
fn what_rests_on_a_stream_that_moved_is_refused_and_what_came_with_it_is_written() {
    let given = Given::a_database();
    let store = given.open();
    let people = people(&given, &store, 30);
    let stale = |number: usize| number % 3 == 1;
    let revision = |number| Revision::new(if stale(number) { 7 } else { 1 });
    let commits = people.iter().enumerate().map(|(number, id)| password(&given, *id, revision(number)));
    let told = at_once(&store, commits.collect());
    for (number, (customer, told)) in people.iter().zip(told).enumerate() {
        if stale(number) {
            let stream = StreamId::Customer(*customer);
            let moved = Conflict::Moved { stream, expected: Revision::new(7) };
            assert_eq!(told, Err(moved.into()));
        } else {
            told.unwrap();
        }
        assert_eq!(has_password(&store, *customer), !stale(number));
    }
}

#[test]
fn of_two_who_take_one_email_at_once_one_is_told_so_and_what_came_with_them_is_written() {
    let given = Given::a_database();
    let store = given.open();
    let mut commits: Vec<Commit> = (0..20).map(|_| given.a_customer()).collect();
    let name = |name: &str| PersonName::parse(name).unwrap();
    for _ in 0..2 {
        let mut commit = given.draft();
        let id = CustomerId::next(&given.ids);
        let email = EmailAddress::parse("one@example.org").unwrap();
        commit.expect(StreamId::Customer(id), Revision::NONE);
        commit.push(added(id, Profile::new(name("Ada"), name("Lovelace"), email)), None);
        commits.insert(10, commit);
    }
    let told = at_once(&store, commits);
    let refused: Vec<&Told> = told.iter().filter(|told| told.is_err()).collect();
    let taken: Told = Err(Conflict::Taken(UniqueFact::CustomerEmail).into());
    assert_eq!(refused, [&taken]);
    assert_eq!(
        given.sql("SELECT count(*) FROM customer_profiles WHERE email = 'one@example.org'").unwrap(),
        "1"
    );
}

#[test]
fn a_commit_that_is_sent_twice_at_once_is_written_once_and_answered_the_same() {
    let given = Given::a_database();
    let store = given.open();
    let mut commits: Vec<Commit> = (0..20).map(|_| given.a_customer()).collect();
    commits.extend(commits.clone());
    let told = at_once(&store, commits);
    let told: Vec<Committed> = told.into_iter().map(Result::unwrap).collect();
    assert_eq!(told[..20], told[20..]);
    assert_eq!(commits_and_transactions(&given).0, 1 + 20);
}

#[test]
fn commits_that_write_to_one_stream_at_once_are_refused_but_for_one() {
    let given = Given::a_database();
    let store = given.open();
    let customer = people(&given, &store, 1)[0];
    let commits = (0..20).map(|_| password(&given, customer, Revision::new(1)));
    let told = at_once(&store, commits.collect());
    assert_eq!(told.iter().filter(|told| told.is_ok()).count(), 1);
    let stream = StreamId::Customer(customer);
    let moved: Told = Err(Conflict::Moved { stream, expected: Revision::new(1) }.into());
    assert!(told.iter().all(|told| told.is_ok() || *told == moved), "{told:?}");
}

/// A session of somebody else, who holds what the statement locks.
pub(crate) fn holder(runtime: &Runtime, given: &Given, sql: &str) -> PgConnection {
    runtime.block_on(async {
        let mut holder = PgConnection::connect(given.database.url()).await.unwrap();
        let sql = format!("BEGIN; SET LOCAL rollbook.tenant_no = 1; {sql}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut holder).await.unwrap();
        holder
    })
}

#[test]
fn nobody_waits_for_a_row_that_is_somebody_elses_concern() {
    let given = Given::a_database();
    let store = given.open();
    let people = people(&given, &store, 20);
    let runtime = runtime();
    let held = people[10];
    let sql = format!("SELECT FROM customers WHERE id = '{}' FOR UPDATE", held.as_uuid());
    let mut holder = holder(&runtime, &given, &sql);
    let commits = people.iter().map(|id| password(&given, *id, Revision::new(1))).collect();
    let mut begun = begun(&runtime, &store, commits);
    let waiting = begun.remove(10);
    for told in told(&runtime, begun) {
        told.unwrap();
    }
    // Whoever waits for the row together with others ends in being written alone, and so do they.
    let (commits, transactions) = commits_and_transactions(&given);
    assert!(transactions < commits, "{commits} commits in {transactions} transactions");
    assert!(!waiting.is_finished() && !has_password(&store, held));
    runtime.block_on(sqlx::raw_sql("ROLLBACK").execute(&mut holder)).unwrap();
    told(&runtime, vec![waiting]).pop().unwrap().unwrap();
    assert!(has_password(&store, held));
}

/// How many transactions were given up so far, by the server's own counters.
fn given_up(given: &Given) -> u64 {
    wait_until_alone(&given.database);
    let sql = "SELECT xact_rollback FROM pg_stat_database WHERE datname = current_database()";
    given.sql(sql).unwrap().parse().unwrap()
}

#[test]
fn whoever_waited_too_long_with_others_for_the_end_of_the_log_does_not_wait_for_it_again_alone() {
    let given = Given::a_database();
    let people = people(&given, &given.open(), 40);
    let before = given_up(&given);
    let lock_timeout = Duration::from_millis(200);
    let acquire_timeout = Duration::from_mins(2);
    let options =
        PostgresOptions { connections: 2, acquire_timeout, lock_timeout, ..PostgresOptions::default() };
    let store = block_on(PostgresStore::open(given.database.url(), &options)).unwrap();
    let runtime = runtime();
    let mut holder = holder(&runtime, &given, "SELECT FROM log_ends FOR UPDATE");
    let commits = || people.iter().map(|id| password(&given, *id, Revision::new(1))).collect();
    for told in told(&runtime, begun(&runtime, &store, commits())) {
        assert!(matches!(told, Err(CommitError::Store(StoreError::Unavailable(_)))), "{told:?}");
    }
    runtime.block_on(sqlx::raw_sql("ROLLBACK").execute(&mut holder)).unwrap();
    for told in told(&runtime, begun(&runtime, &store, commits())) {
        told.unwrap();
    }
    runtime.block_on(holder.close()).unwrap();
    drop(store);
    // Each would have given up a transaction of its own.
    let given_up = given_up(&given) - before;
    assert!(given_up < 20, "{given_up} transactions for {} commits", people.len());
}

#[test]
fn a_connection_that_is_lost_at_the_commit_of_several_loses_none_of_them() {
    let given = Given::a_database();
    let store = given.open();
    let people = people(&given, &store, 30);
    // The server ends the session that is the first to commit several.
    let sql = "CREATE SEQUENCE ends;
        CREATE FUNCTION end_one() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (SELECT count(*) FROM commits WHERE xmin = pg_current_xact_id()::xid) > 1
                AND nextval('ends') = 1
            THEN
                PERFORM pg_terminate_backend(pg_backend_pid());
                PERFORM count(*) FROM generate_series(1, 10);
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER ends AFTER INSERT ON commits DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION end_one()";
    given.sql(sql).unwrap();
    let commits: Vec<Commit> = people.iter().map(|id| password(&given, *id, Revision::new(1))).collect();
    let told = at_once(&store, commits.clone());
    assert_eq!(given.sql("SELECT is_called FROM ends").unwrap(), "t", "no session was ended");
    for (commit, told) in commits.iter().zip(told) {
        assert_eq!(block_on(tenant(&store).find_commit(commit.id)), Ok(Some(told.unwrap())));
    }
    assert!(people.iter().all(|customer| has_password(&store, *customer)));
}
