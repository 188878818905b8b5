//! PgBouncer before a server.

use rollbook_servers::{Cluster, ClusterOptions, Database, PgBouncer, psql};

#[test]
fn a_database_is_reached_by_way_of_pgbouncer_under_its_own_name() {
    let cluster = Cluster::create(&ClusterOptions::fast()).unwrap();
    let pgbouncer = PgBouncer::before(&cluster.server_url()).unwrap();
    let database = Database::empty(&cluster.server_url()).unwrap();
    let url = database.url_by_way_of(&pgbouncer.url("postgres")).unwrap();
    assert_eq!(
        url,
        format!("postgres://rollbook@127.0.0.1:{}/{}?pooler=transaction", pgbouncer.port(), database.name())
    );
    let by_way = psql(&url, "SELECT current_database(), current_user").unwrap();
    assert_eq!(by_way, format!("{}|rollbook", database.name()));
    let pools = pgbouncer.console("SHOW POOLS").unwrap();
    let pool = pools.lines().find(|pool| pool.starts_with(database.name())).unwrap_or_default();
    assert!(pool.contains("|transaction"), "{pools}");
}

#[test]
fn a_pgbouncer_that_refuses_its_settings_says_why() {
    let refused =
        PgBouncer::before_with("postgres://rollbook@127.0.0.1:1/postgres", &[("pool_mode", "none")]);
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("pool_mode"), "{refused}");
}
