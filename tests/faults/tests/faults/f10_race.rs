//! F10: processes that race for the same seats.

use pollster::block_on;
use rollbook_application::seat::reveal_code;
use rollbook_domain::port::{PageRequest, SeatQuery};
use rollbook_faults::checker::Violation;
use rollbook_faults::driver::{Reach, Size};
use rollbook_faults::history::{Outcome, Told};
use rollbook_system::KeyRingVault;

use crate::driving::Driver;
use crate::server::Server;
use crate::stage::{Stage, is_right, times};
use crate::waiting::now;

const PROCESSES: usize = 4;
/// Seats of a pool, each of which is one round.
const POOL: u32 = 100;
/// So many rounds go on at once.
const AT_ONCE: usize = 50;

/// I1 to I5, N77, REG-39
#[test]
fn of_four_processes_that_reach_for_one_seat_exactly_one_has_it() {
    races(10_000);
}

/// I1 to I5, N77, REG-39
#[test]
#[ignore = "1,000,000 rounds take long; `cargo xtask faults f10` runs them"]
fn of_four_processes_that_reach_for_one_seat_exactly_one_has_it_1_000_000_times() {
    races(times(1_000_000));
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
    fills(u32::try_from(times(20_000).min(20_000)).unwrap());
}

/// The proof that the checker can fail: without the guards it finds what comes of it.
#[test]
fn without_guards_the_same_race_gives_seats_to_two_and_that_is_found() {
    let server = Server::fast();
    let stage = server.stage(size(100));
    server.psql("DROP INDEX seat_claims_seat_id_uq; DROP INDEX seats_code_lookup_uq");
    race(&stage, 100, &Crowd { rivals: 2, at_once: 1 }, &["--without-guards"]);
    let findings = stage.findings();
    println!("F10 without guards: {findings}");
    let has = |is: fn(&Violation) -> bool| findings.violations.iter().any(is);
    assert!(has(|found| matches!(found, Violation::TwoOwners { .. })), "the log has no seat with two owners");
    assert!(
        has(|found| matches!(found, Violation::NoOrder { .. })),
        "nobody was told that the same seat is theirs"
    );
}

/// Who reaches for seats in each process at the same moment.
struct Crowd {
    /// So many for the same seat.
    rivals: usize,
    /// Of so many seats.
    at_once: usize,
}

fn races(rounds: usize) {
    let server = Server::fast();
    let stage = server.stage(size(rounds));
    let begun = now();
    race(&stage, rounds, &Crowd { rivals: 1, at_once: AT_ONCE }, &[]);
    let seconds = (now() - begun) / 1_000_000;
    println!("F10: {rounds} rounds of {PROCESSES} processes, {AT_ONCE} at once, in {seconds} s");
    each_round_has_one_winner(&stage, rounds);
    is_right("F10", &stage.findings());
    server.is_sound();
}

/// Every seat of the scene is one round: all its rivals in all processes reach for it by its code at once.
fn race(stage: &Stage, rounds: usize, crowd: &Crowd, more: &[&str]) {
    let vault = KeyRingVault::open(&stage.keys()).unwrap();
    let tenant = stage.tenant();
    let clients = crowd.rivals * crowd.at_once;
    let mut drivers: Vec<Driver> =
        (0..PROCESSES).map(|_| Driver::start(stage, &stage.url, "race", clients, more)).collect();
    // Others take part in each round, so that nobody's record grows without end.
    let mut people = stage.scene.people.iter().cycle();
    let mut raced = 0;
    for pool in &stage.scene.pools {
        let query = SeatQuery { order: Some(pool.key.order), ..SeatQuery::default() };
        let rows = block_on(tenant.seats(&query, &PageRequest::everything())).unwrap().items;
        let rows = &rows[..rows.len().min(rounds - raced)];
        for rows in rows.chunks(crowd.at_once) {
            let codes: Vec<_> =
                rows.iter().map(|row| reveal_code(row, &vault).unwrap().unwrap().shown().clone()).collect();
            for driver in &mut drivers {
                let reaches: Vec<Reach> = rows
                    .iter()
                    .zip(&codes)
                    .flat_map(|(row, code)| (0..crowd.rivals).map(move |_| (row.seat.id, code.clone())))
                    .zip(&mut people)
                    .map(|((seat, code), person)| Reach { seat, code, person: person.clone() })
                    .collect();
                driver.tell(&serde_json::to_string(&reaches).unwrap());
            }
            for driver in &drivers {
                driver.wait_for("done");
            }
        }
        raced += rows.len();
    }
    for driver in &mut drivers {
        assert!(driver.ended().success());
    }
}

/// In each round one has the seat, and every other is told that it is gone.
fn each_round_has_one_winner(stage: &Stage, rounds: usize) {
    let operations = stage.operations();
    let claims = operations.iter().filter(|operation| operation.client != "scene");
    let (mut won, mut lost, mut lost_in_the_store, mut others) = (0, 0, 0, Vec::new());
    for claim in claims {
        match claim.outcome {
            Outcome::Done(Told::Taken { .. }) => won += 1,
            Outcome::Refused { .. } => {
                lost += 1;
                lost_in_the_store += usize::from(!claim.commits.is_empty());
            }
            _ => others.push(claim),
        }
    }
    println!("F10: {lost_in_the_store} of {lost} losers had asked for the seat while it was free");
    assert_eq!((won, lost), (rounds, rounds * (PROCESSES - 1)), "such as {:?}", others.first());
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
