//! F10: processes that race for the same seats.

use std::time::Duration;

use pollster::block_on;
use rollbook_application::seat::reveal_code;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{PageRequest, SeatQuery};
use rollbook_faults::checker::Violation;
use rollbook_faults::driver::{Round, Size};
use rollbook_faults::history::{Outcome, Told};
use rollbook_system::KeyRingVault;

use crate::driving::Driver;
use crate::server::Server;
use crate::stage::{Stage, is_right, times};
use crate::waiting::{after, now};

const PROCESSES: usize = 4;
/// Seats of a pool, each of which is one round.
const POOL: u32 = 100;

/// I1 to I5, N77, REG-39
#[test]
fn of_four_processes_that_reach_for_one_seat_exactly_one_has_it() {
    let server = Server::fast();
    races(&server, 10_000, 1, Duration::from_secs(30));
}

/// I1 to I5, N77, REG-39
#[test]
#[ignore = "1,000,000 rounds take hours; `cargo xtask faults f10` runs them"]
fn of_four_processes_that_reach_for_one_seat_exactly_one_has_it_1_000_000_times() {
    let server = Server::fast();
    races(&server, times(1_000_000), 1, Duration::MAX);
}

/// Four processes fill one pool, and nobody gets a seat that is not there (I2, Q-06).
#[test]
fn four_processes_fill_a_pool_to_the_last_seat_and_no_further() {
    fills(250);
}

/// I2, Q-06
#[test]
#[ignore = "20,000 seats take minutes; `cargo xtask faults f10` runs it"]
fn four_processes_fill_a_pool_of_20_000_seats_to_the_last_one_and_no_further() {
    fills(u32::try_from(times(20_000)).unwrap());
}

/// The proof that the checker can fail: without the guards it finds what comes of it.
#[test]
fn without_guards_the_same_race_gives_seats_to_two_and_that_is_found() {
    let server = Server::fast();
    let stage = server.stage(size(100));
    server.psql("DROP INDEX seat_claims_seat_id_uq; DROP INDEX seats_code_lookup_uq");
    race(&stage, 2, 100, Duration::from_mins(1), &["--without-guards"]);
    let findings = stage.findings();
    println!("F10 without guards: {findings}");
    let has = |is: fn(&Violation) -> bool| findings.violations.iter().any(is);
    assert!(has(|found| matches!(found, Violation::TwoOwners { .. })), "the log has no seat with two owners");
    assert!(
        has(|found| matches!(found, Violation::NoOrder { .. })),
        "nobody was told that the same seat is theirs"
    );
}

fn races(server: &Server, rounds: usize, clients: usize, at_most: Duration) {
    let stage = server.stage(size(rounds));
    let begun = now();
    let raced = race(&stage, clients, rounds, at_most, &[]);
    let seconds = (now() - begun) / 1_000_000;
    println!("F10: {raced} rounds of {PROCESSES} processes with {clients} clients each in {seconds} s");
    each_round_has_one_winner(&stage, raced, clients);
    is_right("F10", &stage.findings());
    server.is_sound();
}

/// Every seat of the scene is one round: all clients of all processes reach for it by its code at once.
fn race(stage: &Stage, clients: usize, rounds: usize, at_most: Duration, more: &[&str]) -> usize {
    let vault = KeyRingVault::open(&stage.keys()).unwrap();
    let tenant = stage.tenant();
    let mut drivers: Vec<Driver> =
        (0..PROCESSES).map(|_| Driver::start(stage, &stage.url, "race", clients, more)).collect();
    let people: Vec<CustomerId> = stage.scene.people.iter().map(|person| person.id).collect();
    let (begun, mut raced) = (now(), 0);
    for pool in &stage.scene.pools {
        let query = SeatQuery { order: Some(pool.key.order), ..SeatQuery::default() };
        for row in block_on(tenant.seats(&query, &PageRequest::everything())).unwrap().items {
            if raced == rounds || (at_most != Duration::MAX && now() > after(begun, at_most)) {
                break;
            }
            let code = reveal_code(&row, &vault).unwrap().unwrap().shown().clone();
            for (number, driver) in drivers.iter_mut().enumerate() {
                // Others take part in each round, so that nobody's record grows without end.
                let first = (raced * PROCESSES + number) * clients;
                let who = (first..first + clients).map(|place| people[place % people.len()]).collect();
                let round = Round { seat: row.seat.id, code: code.clone(), people: who };
                driver.tell(&serde_json::to_string(&round).unwrap());
            }
            for driver in &drivers {
                driver.wait_for("done");
            }
            raced += 1;
        }
    }
    for driver in &mut drivers {
        assert!(driver.ended().success());
    }
    raced
}

/// In each round one client has the seat, and every other is told that it is gone.
fn each_round_has_one_winner(stage: &Stage, rounds: usize, clients: usize) {
    let operations = stage.operations();
    let claims: Vec<_> = operations.iter().filter(|operation| operation.client != "scene").collect();
    let won = claims.iter().filter(|claim| matches!(claim.told(), Some(Told::Taken { .. }))).count();
    let lost = claims.iter().filter(|claim| matches!(claim.outcome, Outcome::Refused { .. })).count();
    let others = claims
        .iter()
        .find(|claim| !matches!(claim.outcome, Outcome::Refused { .. } | Outcome::Done(Told::Taken { .. })));
    assert_eq!((won, won + lost), (rounds, rounds * PROCESSES * clients), "such as {others:?}");
}

fn size(rounds: usize) -> Size {
    Size { pools: rounds.div_ceil(POOL as usize), seats: POOL, people: rounds.clamp(400, 40_000) }
}

fn fills(seats: u32) {
    let server = Server::fast();
    let stage = server.stage(Size { pools: 1, seats, people: 200 });
    let mut drivers: Vec<Driver> = (0..PROCESSES)
        .map(|process| {
            let seed = process.to_string();
            Driver::start(&stage, &stage.url, "storm", 3, &["--mix", "fill", "--seed", &seed])
        })
        .collect();
    for driver in &mut drivers {
        assert!(driver.ended().success());
    }
    let operations = stage.operations();
    let given = operations.iter().filter(|operation| matches!(operation.told(), Some(Told::Taken { .. })));
    assert_eq!(given.count(), seats as usize);
    is_right("F10, one pool", &stage.findings());
    server.is_sound();
}
