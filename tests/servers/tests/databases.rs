//! Databases of test cases on a real server.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rollbook_servers::{
    Cluster, ClusterOptions, Database, Fingerprint, ServerError, drop_left_over, find_server, psql,
};

#[test]
fn databases_of_one_template_are_filled_once_and_know_nothing_of_each_other() {
    let server = find_server().unwrap();
    let fingerprint = Fingerprint::parse(&format!("once_{}", std::process::id())).unwrap();
    let fillings = AtomicUsize::new(0);
    let fresh = || {
        let fill = |url: &str| {
            fillings.fetch_add(1, Ordering::Relaxed);
            psql(url, "CREATE TABLE seats (no int)").map(|_| ())
        };
        Database::fresh(&server, &fingerprint, fill)
    };
    let databases: Vec<Database> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(fresh)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap().unwrap()).collect()
    });
    assert_eq!(fillings.load(Ordering::Relaxed), 1);
    databases[0].psql("INSERT INTO seats VALUES (7)").unwrap();
    assert_eq!(databases[0].psql("SELECT no FROM seats").unwrap(), "7");
    assert_eq!(databases[1].psql("SELECT count(*) FROM seats").unwrap(), "0");
    psql(&server, &format!("DROP DATABASE rollbook_template_once_{}", std::process::id())).unwrap();
}

#[test]
fn a_database_goes_with_its_value_even_when_somebody_is_in_it() {
    let server = find_server().unwrap();
    let (keeper, gone) = (Database::empty(&server).unwrap(), Database::empty(&server).unwrap());
    let name = gone.name().to_owned();
    drop(gone);
    let found = keeper.psql(&format!("SELECT count(*) FROM pg_database WHERE datname = '{name}'"));
    assert_eq!(found.unwrap(), "0");
}

#[test]
fn a_template_that_cannot_be_filled_is_an_error_and_no_template() {
    let server = find_server().unwrap();
    let fingerprint = Fingerprint::parse(&format!("failing_{}", std::process::id())).unwrap();
    let refused = Database::fresh(&server, &fingerprint, |_| Err("no such migration"));
    let refused = refused.unwrap_err();
    assert!(matches!(refused, ServerError::Fill(_)), "{refused}");
    let filled = Database::fresh(&server, &fingerprint, |_| Ok::<(), Infallible>(()));
    assert_eq!(filled.unwrap().psql("SELECT 1").unwrap(), "1");
    psql(&server, &format!("DROP DATABASE rollbook_template_failing_{}", std::process::id())).unwrap();
}

#[test]
fn templates_and_databases_of_the_dead_are_dropped_and_everything_else_stays() {
    let cluster = Cluster::create(&ClusterOptions::fast()).unwrap();
    let server = cluster.server_url();
    let fingerprint = Fingerprint::parse("yesterday").unwrap();
    let living = Database::fresh(&server, &fingerprint, |_| Ok::<(), Infallible>(())).unwrap();
    // No process has a number as high as this.
    let dead = living.name().replace(&format!("_{}_", std::process::id()), "_4194305_");
    for name in [&dead, "rollbook_template_older_unfinished", "rollbook", "unrelated"] {
        psql(&server, &format!("CREATE DATABASE {name}")).unwrap();
    }
    drop_left_over(cluster.binaries(), &server).unwrap();
    let left =
        cluster.psql("SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname").unwrap();
    assert_eq!(left.lines().collect::<Vec<_>>(), ["postgres", "rollbook", living.name(), "unrelated"]);
}
