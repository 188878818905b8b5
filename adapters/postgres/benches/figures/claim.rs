//! Single claims by registration code from one and more processes, and `pgbench`'s simple updates on the same server.

use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use pollster::block_on;
use rollbook_application::Desk;
use rollbook_application::seat::{ClaimCommand, ClaimOutcome, Opener, claim_seat};
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::customer::{AddCustomer, CustomerEvent, Origin, Profile, add};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CountingIds, CustomerId};
use rollbook_domain::port::{CountingVault, PageRequest, SeatQuery, Store as _, TenantStore, Vault as _};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::PersonName;
use rollbook_postgres::PostgresStore;
use rollbook_workload::machine::{Dice, median};
use rollbook_workload::office::Office;
use rollbook_workload::roster::{NoHasher, Noon};

use crate::{driver, pgbench, server};

pub(crate) const SECONDS: u64 = 5;
const RUNS: usize = 3;
/// Clients of all processes together, and the tenants whose seats they claim. Claims of one tenant that come at once to one
/// process are written together; those of several tenants share flushes, as the updates that they are held against do.
const SCENES: [(usize, usize); 3] = [(8, 1), (64, 1), (8, 8)];
/// More than can be claimed in a second.
const SEATS_A_SECOND: usize = 6_000;
/// Before anything counts every connection plans its statements.
const WARMING: Duration = Duration::from_secs(1);

/// Prints the table.
pub(crate) fn report(processes: &[usize], time: u64) {
    println!("| clients | processes | tenants | claims a second | `pgbench` | share | this driver | share |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    for (clients, tenants) in SCENES {
        for processes in processes {
            let runs: Vec<[f64; 3]> = (0..RUNS).map(|_| once(*processes, (clients, tenants), time)).collect();
            let middle = |figure: fn(&[f64; 3]) -> f64| median(runs.iter().map(figure).collect());
            let (claims, raw, share) =
                (middle(|run| run[0]), middle(|run| run[1]), middle(|run| run[0] / run[1]));
            let (same, of_same) = (middle(|run| run[2]), middle(|run| run[0] / run[2]));
            println!(
                "| {clients} | {processes} | {tenants} | {claims:.0} | {raw:.0} | {share:.2} | {same:.0} | {of_same:.2} |"
            );
        }
    }
}

fn once(processes: usize, (clients, tenants): (usize, usize), time: u64) -> [f64; 3] {
    let cluster = server::start();
    pgbench::prepare(&cluster);
    let url = server::create(&cluster, "bench");
    let store = server::store_of(&url);
    let seats = SEATS_A_SECOND * usize::try_from(time + WARMING.as_secs()).unwrap() / tenants;
    let codes: Vec<Vec<String>> = (0..tenants).map(|tenant| prepared(&store, tenant, seats)).collect();
    drop(store);
    cluster.psql_in("bench", "VACUUM ANALYZE").unwrap();
    let raw = pgbench::transactions(&cluster, pgbench::Deed::SimpleUpdate, clients, time);
    let same = driver::transactions(&cluster, pgbench::Deed::SimpleUpdate, clients, time);
    let folder = std::env::temp_dir();
    let workers: Vec<_> = (0..processes)
        .map(|process| {
            let mut file = String::new();
            for number in (process..seats).step_by(processes) {
                for (tenant, codes) in codes.iter().enumerate() {
                    let _ = writeln!(file, "{tenant} {number} {}", codes[number]);
                }
            }
            let path = folder.join(format!("rollbook-claims-{}-{process}.txt", std::process::id()));
            std::fs::write(&path, file).unwrap();
            let clients = (clients / processes).to_string();
            let words = [
                "claim-some",
                &url,
                path.to_str().unwrap(),
                &clients,
                &time.to_string(),
                &process.to_string(),
            ];
            let program = std::env::current_exe().unwrap();
            (Command::new(program).args(words).stdout(Stdio::piped()).spawn().unwrap(), path)
        })
        .collect();
    let rates = workers.into_iter().map(|(worker, path)| {
        let output = worker.wait_with_output().unwrap();
        std::fs::remove_file(path).unwrap();
        String::from_utf8(output.stdout).unwrap().trim().parse::<f64>().unwrap()
    });
    [rates.sum(), raw, same]
}

/// The codes of a tenant's seats, and accounts for whoever claims them.
fn prepared(store: &PostgresStore, tenant: usize, seats: usize) -> Vec<String> {
    let office = Office::open(store.tenant(&server::tenant_id(tenant)));
    office.buy(seats);
    let codes = codes(&office);
    add_accounts(&office, codes.len());
    codes
}

/// Claims in a process of its own, and prints how many a second.
pub(crate) fn some(words: &[String]) {
    let [url, path, clients, time, process] = words else { panic!("{words:?}") };
    let file = std::fs::read_to_string(path).unwrap();
    let codes: Vec<(usize, usize, String)> = file
        .lines()
        .map(|line| {
            let words: Vec<&str> = line.split(' ').collect();
            (words[0].parse().unwrap(), words[1].parse().unwrap(), words[2].to_owned())
        })
        .collect();
    // As a server does, whose store shares its runtime.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let store = server::store_on(&runtime, url);
    let tenants: Vec<_> = (0..=codes.iter().map(|(tenant, ..)| *tenant).max().unwrap_or_default())
        .map(|number| store.tenant(&server::tenant_id(number)))
        .collect();
    let ids = CountingIds::starting_at(0x019a_0000_0000 + (process.parse::<u64>().unwrap() << 24));
    let bench =
        Arc::new(Bench { tenants, codes, ids, vault: CountingVault::default(), next: AtomicUsize::new(0) });
    let start = Instant::now();
    let end = WARMING + Duration::from_secs(time.parse().unwrap());
    let clients: Vec<_> = (0..clients.parse::<usize>().unwrap())
        .map(|_| {
            let bench = Arc::clone(&bench);
            runtime.spawn(async move {
                while start.elapsed() < end {
                    bench.claim_next().await;
                }
            })
        })
        .collect();
    let claimed = runtime.block_on(async {
        tokio::time::sleep(WARMING).await;
        let (before, warmed) = (bench.next.load(Ordering::Relaxed), Instant::now());
        for client in clients {
            client.await.unwrap();
        }
        (bench.next.load(Ordering::Relaxed) - before) as f64 / warmed.elapsed().as_secs_f64()
    });
    println!("{claimed}");
}

/// What the clients of a process share.
struct Bench {
    tenants: Vec<Arc<dyn TenantStore>>,
    /// Each with the number of its tenant and its own.
    codes: Vec<(usize, usize, String)>,
    ids: CountingIds,
    vault: CountingVault,
    next: AtomicUsize,
}

impl Bench {
    async fn claim_next(&self) {
        let (tenant, number, code) = &self.codes[self.next.fetch_add(1, Ordering::Relaxed)];
        let actor = Actor::administrator("bench", Channel::Library);
        let desk = Desk { store: &*self.tenants[*tenant], clock: &Noon, ids: &self.ids, actor };
        let command = ClaimCommand {
            opener: Opener::Code(code),
            email: email(*number),
            name: Some((name("Ada"), name("Lovelace"))),
            password: None,
            may_stack: false,
            holds_mail: false,
        };
        let claim = claim_seat(&desk, &self.vault, &NoHasher, &command).await.unwrap();
        assert_eq!(claim.outcome, ClaimOutcome::Claimed);
    }
}

/// The codes of all seats, in another order than they were bought in.
fn codes(office: &Office) -> Vec<String> {
    let rows =
        block_on(office.tenant.seats(&SeatQuery::default(), &PageRequest::everything())).unwrap().items;
    let code = |sealed: &_, seat| office.vault.reveal_code(seat, sealed).unwrap().shown();
    let mut codes: Vec<String> =
        rows.iter().map(|row| code(row.seat.code.as_ref().unwrap(), row.seat.id)).collect();
    let mut dice = Dice(7);
    for place in (1..codes.len()).rev() {
        codes.swap(place, dice.below(place + 1));
    }
    codes
}

/// Whoever claims has an account with a password, and is mailed nothing.
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
