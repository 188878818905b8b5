//! The program behind `PgBouncer` in transaction mode.

use rollbook_servers::{PgBouncer, find_server};

use crate::house::{House, database};

/// F15
#[test]
fn behind_a_pooler_that_lends_transactions_everything_works_from_the_schema_on() {
    let database = database();
    let two_sessions = [("default_pool_size", "2")];
    let pooler = PgBouncer::before_with(&find_server().expect("a server"), &two_sessions).expect("a pooler");
    let house = House::at(&pooler.url(database.name()));
    house.done(&["migrate"]);
    house.done(&["init"]);
    assert_eq!(house.done(&["demo", "--tenant", "school"]).json()["outcome"], "applied");
    let codes: Vec<_> = std::thread::scope(|scope| {
        let add = |name: &'static str| scope.spawn(|| house.add_customer(name).code);
        let threads: Vec<_> = ["ada", "alan", "grace", "kurt"].map(add).into_iter().collect();
        threads.into_iter().map(|thread| thread.join().expect("a thread that runs programs")).collect()
    });
    assert_eq!(codes, [Some(0); 4]);
    house.done(&["mail", "send", "--tenant", "school"]);
    for id in ["schema", "row_security", "privileges", "statistics", "tls"] {
        let (health, says) = house.finding(id);
        assert_eq!(health, "ok", "{id}: {says}");
    }
}
