//! A standby answers reads and writes nothing.

use pollster::block_on;
use rollbook_domain::port::{CustomerQuery, PageRequest};
use rollbook_postgres::{PostgresOptions, PostgresStore};
use rollbook_servers::{Cluster, ClusterOptions};

use crate::given::{Given, tenant};

#[test]
fn a_standby_answers_lists_and_says_where_to_write() {
    let given = Given::an_empty_database();
    let primary = Cluster::create(&ClusterOptions::fast()).unwrap();
    primary.psql("CREATE DATABASE ledger OWNER rollbook").unwrap();
    let options = PostgresOptions { connections: 2, ..PostgresOptions::default() };
    let at_primary = block_on(PostgresStore::create(&primary.url("ledger"), &options)).unwrap();
    let standby = Cluster::standby_of(&primary).unwrap();
    block_on(tenant(&at_primary).commit(given.first_commit())).unwrap();
    let written = primary.psql("SELECT pg_current_wal_lsn()").unwrap();
    let is_there = format!("SELECT pg_last_wal_replay_lsn() >= '{written}'");
    while standby.psql(&is_there).unwrap() != "t" {}

    let at_standby = block_on(PostgresStore::open(&standby.url("ledger"), &options)).unwrap();
    let customers = |store: &PostgresStore| {
        let page = PageRequest::first(10);
        block_on(tenant(store).list_customers(&CustomerQuery::default(), &page)).unwrap()
    };
    assert_eq!(customers(&at_standby).items.len(), 1);
    assert_eq!(customers(&at_standby), customers(&at_primary));
    let refused = block_on(tenant(&at_standby).commit(given.a_customer())).unwrap_err().to_string();
    assert!(refused.contains("this server is a standby, connect to the primary"), "{refused}");
    assert_eq!(customers(&at_primary).items.len(), 1);
}
