//! F18: a migration while the database is in use, and somebody reads for long.

use std::thread;

use pollster::block_on;
use rollbook_faults::driver::Size;
use rollbook_postgres::{PostgresOptions, migrate};

use crate::driving::Driver;
use crate::holding::Holding;
use crate::server::Server;
use crate::stage::{is_right, times};
use crate::waiting::{now, wait_until};

/// A migration that needs the whole log for itself for a moment.
const NUMBER: u32 = 8;
/// No act may be kept waiting longer, in microseconds: behind two tries of the migration, and then some.
const LONGEST: i64 = 10_000_000;

/// I3, I10
#[test]
fn a_migration_waits_for_a_long_reader_and_holds_up_nobody() {
    migrates(1, 1);
}

/// I3, I10
#[test]
#[ignore = "20 migrations with five tries each take minutes; `cargo xtask faults f18` runs them"]
fn a_migration_waits_20_times_for_a_long_reader_and_holds_up_nobody() {
    migrates(times(20), 5);
}

fn migrates(count: usize, tries: usize) {
    let server = Server::fast();
    let stage = server.stage(Size { pools: 20, seats: 20, people: 100 });
    let mut driver = Driver::start(&stage, &stage.url, "storm", 8, &[]);
    stage.wait_for_writes(20, now());
    for _ in 0..count {
        let given_up = || server.cluster.log().lines().filter(|line| line.contains(" 55P03 ")).count();
        let before = given_up();
        let reader = Holding::of(&server, "SELECT count(*) FROM events");
        server.psql(&format!("DELETE FROM schema_migrations WHERE number = {NUMBER}"));
        let url = stage.url.clone();
        let migration =
            thread::spawn(move || block_on(migrate(&url, &PostgresOptions::default(), |_| ())).unwrap());
        wait_until("the migration has given up for now", || given_up() >= before + tries);
        // Between its tries, and after, others go on while the reader still reads.
        stage.wait_for_writes(5, now());
        drop(reader);
        let done: Vec<u32> = migration.join().unwrap().iter().map(|migrated| migrated.number).collect();
        assert_eq!(done, [NUMBER]);
        stage.wait_for_writes(5, now());
    }
    assert!(driver.end().success());
    let longest = stage.longest_act();
    assert!(longest < LONGEST, "a caller waited for {longest} us");
    println!("F18: {count} migrations behind a long reader; the longest act took {} ms", longest / 1000);
    is_right("F18", &stage.findings());
    server.is_sound();
}
