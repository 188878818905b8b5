//! What a crash of the server takes away is never counted on.

use std::time::Duration;

use pollster::block_on;
use rollbook_domain::commit::Commit;
use rollbook_domain::event::StreamId;
use rollbook_domain::port::{CommitError, Conflict, StoreError};
use rollbook_domain::stamp::Revision;
use rollbook_postgres::{PostgresOptions, PostgresStore};
use rollbook_servers::{Cluster, ClusterOptions, Stop};

use crate::given::{Given, tenant};

const DATABASE: &str = "ledger";

/// A durable server that writes nothing down by itself before it must.
fn server() -> Cluster {
    let server = Cluster::create(&ClusterOptions::durable().with("wal_writer_delay", "10s")).unwrap();
    server.psql(&format!("CREATE DATABASE {DATABASE} OWNER rollbook")).unwrap();
    server
}

/// A commit that somebody else was quicker than.
fn late(given: &Given) -> Commit {
    let mut commit = given.a_customer();
    commit.expect(StreamId::Tenant, Revision::NONE);
    commit
}

#[test]
fn numbers_of_commits_that_a_crash_takes_back_are_given_to_one_commit_each() {
    let given = Given::an_empty_database();
    let server = server();
    let options = PostgresOptions { connections: 1, ..PostgresOptions::default() };
    let url = server.url(DATABASE);
    let first = block_on(PostgresStore::create(&url, &options)).unwrap();
    block_on(tenant(&first).commit(given.first_commit())).unwrap();
    let reached = || -> i64 {
        server.psql_in(DATABASE, "SELECT last_value FROM commit_numbers").unwrap().parse().unwrap()
    };

    let mut taken_back = 0;
    // The server may have written it down all the same, if a page of its log was full just then.
    for _ in 0..10 {
        let one = block_on(PostgresStore::open(&url, &options)).unwrap();
        // The first number after it is one that the server has to write down.
        server.psql("CHECKPOINT").unwrap();
        let refused = block_on(tenant(&one).commit(late(&given))).unwrap_err();
        assert!(matches!(refused, CommitError::Conflict(Conflict::Moved { .. })), "{refused}");
        let drawn = reached();
        server.restart(Stop::Immediate).unwrap();
        taken_back += usize::from(reached() < drawn);
        let other = block_on(PostgresStore::open(&url, &options)).unwrap();
        for store in [&other, &other, &other, &one, &one, &other] {
            block_on(tenant(store).commit(given.a_customer())).unwrap();
        }
    }
    assert!(taken_back > 0, "the crashes took no number back");
}

/// I3
#[test]
fn a_commit_that_is_on_one_machine_alone_is_not_acknowledged_after_a_crash_either() {
    let given = Given::an_empty_database();
    let primary = server();
    // The server's own limit for a statement passes while the COMMIT waits: it must not make an answer of it.
    let options = PostgresOptions {
        connections: 2,
        statement_timeout: Duration::from_secs(1),
        commit_timeout: Duration::from_secs(3),
        ..PostgresOptions::default()
    };
    let store = block_on(PostgresStore::create(&primary.url(DATABASE), &options)).unwrap();
    let tenant = tenant(&store);
    block_on(tenant.commit(given.first_commit())).unwrap();
    let standby = Cluster::standby_of(&primary).unwrap();
    block_on(tenant.commit(given.a_customer())).unwrap();

    standby.stop(Stop::Immediate).unwrap();
    let commit = given.a_customer();
    let unknown = |told: Result<_, CommitError>| {
        assert!(matches!(told, Err(CommitError::Store(StoreError::UnknownOutcome(_)))), "{told:?}");
    };
    unknown(block_on(tenant.commit(commit.clone())));
    primary.restart(Stop::Immediate).unwrap();
    let count = format!("SELECT count(*) FROM commits WHERE id = '{}'", commit.id.as_uuid());
    assert_eq!(primary.psql_in(DATABASE, &count).unwrap(), "1", "it is there to be seen");
    let found = block_on(tenant.find_commit(commit.id));
    assert!(matches!(found, Err(StoreError::UnknownOutcome(_))), "{found:?}");
    unknown(block_on(tenant.commit(commit.clone())));

    standby.start().unwrap();
    let again = |_| match block_on(tenant.commit(commit.clone())) {
        Ok(committed) => Some(committed),
        unheard => {
            unknown(unheard);
            None
        }
    };
    let acknowledged = (0..20).find_map(again).expect("the standby is back");
    assert_eq!(block_on(tenant.find_commit(commit.id)).unwrap(), Some(acknowledged));
}
