//! Claiming a seat by its registration code in a large store, beside one point read and one durable commit.

use std::path::Path;

use pollster::block_on;
use rollbook_application::seat::{ClaimCommand, ClaimOutcome, Opener, claim_seat};
use rollbook_domain::customer::{AddCustomer, CustomerEvent, Origin, Profile, add};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{PageRequest, SeatQuery, Store as _, Vault};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::settings::TenantId;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::PersonName;
use rollbook_memory::MemoryStore;
use rollbook_sqlite::{SqliteOptions, SqliteStore};
use rollbook_workload::machine::{Dice, Samples, samples};
use rollbook_workload::office::Office;
use rollbook_workload::roster::NoHasher;
use rusqlite::{Connection, params};

use crate::tenant_in;

/// How often a seat is claimed in each round.
pub(crate) const CALLS: usize = 1_000;
const WARM_UP: usize = 100;
const ROUNDS: usize = 5;
/// The most seats of one order.
const ORDER: usize = 100_000;

/// Prints the table.
pub(crate) fn report(sizes: &[usize], calls: usize) {
    println!("| seats | claim by | median | p99 | point read and commit, median | p99 | ratio of medians |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: |");
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rollbook.db");
        let office = Office::open(tenant_in(&path, &SqliteOptions::default()));
        let mut left = *size;
        while left > 0 {
            let seats = left.min(ORDER);
            office.buy(seats);
            left -= seats;
        }
        let codes = codes(&office, &path, *size, calls);
        // Whoever claims comes to a store that has not just been read through from end to end.
        let office = opened_again(office, &path);
        let raw = Raw::open(&path, calls);
        add_accounts(&office, codes.len() / 2);
        let mut next = codes.iter().enumerate();
        for who in ["somebody with an account", "somebody new"] {
            let mut claimed = || {
                let (number, code) = next.next().unwrap();
                claim(&office, number, code);
            };
            (0..WARM_UP).for_each(|_| claimed());
            let mut rounds = Vec::new();
            for _ in 0..ROUNDS {
                let claims = samples(calls, |_| claimed());
                let reads = samples(calls, |call| raw.read_and_commit(call));
                rounds.push((claims, reads));
            }
            rounds.sort_by(|one, other| ratio(one).total_cmp(&ratio(other)));
            let (claims, reads) = &rounds[ROUNDS / 2];
            println!(
                "| {size} | {who} | {:.0} us | {:.0} us | {:.0} us | {:.0} us | {:.2} |",
                claims.percentile(50),
                claims.percentile(99),
                reads.percentile(50),
                reads.percentile(99),
                ratio(&rounds[ROUNDS / 2]),
            );
        }
    }
}

/// The same database, opened anew, so that nothing of it is in memory.
fn opened_again(office: Office, path: &Path) -> Office {
    // A store is closed with the last of its ports, and there are none of a store in memory to close.
    let nobody = MemoryStore::new().tenant(&TenantId::default());
    let office = office.moved_to(nobody);
    let store = SqliteStore::open(path, &SqliteOptions::default()).unwrap();
    office.moved_to(store.tenant(&TenantId::default()))
}

fn ratio((claims, reads): &(Samples, Samples)) -> f64 {
    claims.percentile(50) / reads.percentile(50)
}

/// The codes of seats all over the store, as their buyer sees them.
fn codes(office: &Office, path: &Path, seats: usize, calls: usize) -> Vec<String> {
    let wanted = 2 * (WARM_UP + ROUNDS * calls);
    let raw = Connection::open(path).unwrap();
    let mut orders = raw.prepare("SELECT DISTINCT order_id FROM seat_pools").unwrap();
    let orders: Vec<Vec<u8>> = orders.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut dice = Dice(7);
    let mut codes = Vec::new();
    for order in &orders {
        let id = uuid::Uuid::from_slice(order).unwrap();
        let order = rollbook_domain::id::OrderId::from_uuid(id);
        let query = SeatQuery { order: Some(order), ..SeatQuery::default() };
        let rows = block_on(office.tenant.seats(&query, &PageRequest::everything())).unwrap().items;
        for row in rows {
            let sealed = row.seat.code.as_ref().unwrap();
            // About twice as many as are needed, so that the last order is among them.
            if dice.below(seats) < 2 * wanted || codes.len() + orders.len() < wanted / orders.len() {
                codes.push(office.vault.reveal_code(row.seat.id, sealed).unwrap().shown());
            }
        }
    }
    assert!(codes.len() >= wanted, "{} codes", codes.len());
    // In another order than they were bought in.
    for place in (1..codes.len()).rev() {
        codes.swap(place, dice.below(place + 1));
    }
    codes.truncate(wanted);
    codes
}

/// The first of those who claim have accounts with a password, and are mailed nothing.
fn add_accounts(office: &Office, count: usize) {
    let desk = office.desk();
    let mut commit = desk.new_commit(desk.now());
    for number in 0..count {
        let id = CustomerId::next(desk.ids);
        let profile = Profile::new(name("Ada"), name("Lovelace"), email(number));
        let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
        let hash = Some(PasswordHash::from_stored("$argon2id$v=19$m=32768,t=2,p=1$c2FsdA$aGFzaA"));
        let set = CustomerEvent::PasswordSet { hash, must_change: false };
        commit.expect(StreamId::Customer(id), Revision::NONE);
        for event in add(command, None, None).unwrap().into_iter().chain([set]) {
            commit.push(Event::Customer(id, event.into()), None);
        }
    }
    block_on(office.tenant.commit(commit)).unwrap();
}

fn email(number: usize) -> EmailAddress {
    EmailAddress::parse(&format!("claimer.{number}@example.org")).unwrap()
}

fn name(text: &str) -> PersonName {
    PersonName::parse(text).unwrap()
}

/// Somebody claims by a code, as the command does; who has no account is given one, and mailed how to get in.
fn claim(office: &Office, number: usize, code: &str) {
    let command = ClaimCommand {
        opener: Opener::Code(code),
        email: email(number),
        name: Some((name("Ada"), name("Lovelace"))),
        password: None,
        may_stack: false,
        holds_mail: false,
    };
    let claim = block_on(claim_seat(&office.desk(), &office.vault, &NoHasher, &command)).unwrap();
    assert_eq!(claim.outcome, ClaimOutcome::Claimed);
}

/// What the claim is held against: a row of `seats` by its unique look-up, and one row written durably.
struct Raw {
    connection: Connection,
    lookups: Vec<Vec<u8>>,
}

impl Raw {
    fn open(path: &Path, calls: usize) -> Self {
        let connection = Connection::open(path).unwrap();
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; \
                 CREATE TABLE bench_commits (number INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;",
            )
            .unwrap();
        let mut select = connection.prepare("SELECT code_lookup FROM seats WHERE standing = 'open'").unwrap();
        let all: Vec<Vec<u8>> = select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        drop(select);
        let mut dice = Dice(11);
        let lookups = (0..calls).map(|_| all[dice.below(all.len())].clone()).collect();
        Self { connection, lookups }
    }

    fn read_and_commit(&self, call: usize) {
        let sql = "SELECT * FROM seats WHERE tenant_no = 1 AND code_lookup = ?";
        let mut select = self.connection.prepare_cached(sql).unwrap();
        let _: Vec<u8> = select.query_row([&self.lookups[call]], |row| row.get("id")).unwrap();
        self.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let mut insert = self.connection.prepare_cached("INSERT INTO bench_commits (at) VALUES (?)").unwrap();
        insert.execute(params![i64::try_from(call).unwrap()]).unwrap();
        self.connection.execute_batch("COMMIT").unwrap();
    }
}
