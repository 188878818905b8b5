//! Databases of test cases on a real server.

use std::convert::Infallible;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rollbook_servers::{Database, Fingerprint, ServerError, find_server};

#[test]
fn databases_of_one_template_are_filled_once_and_know_nothing_of_each_other() {
    let server = find_server().unwrap();
    let fingerprint = Fingerprint::parse(&format!("once_{}", std::process::id())).unwrap();
    let fillings = AtomicUsize::new(0);
    let fresh = || {
        let fill = |url: &str| {
            fillings.fetch_add(1, Ordering::Relaxed);
            let mut psql = Command::new(rollbook_servers::Binaries::client().unwrap().program("psql"));
            let status = psql.args(["-q", "-d", url, "-c", "CREATE TABLE seats (no int)"]).status().unwrap();
            assert!(status.success());
            Ok::<(), Infallible>(())
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
}
