//! The figures of `docs/performance.md` on taking away what is known of one person, printed as its table.
//!
//! ```text
//! cargo bench -p rollbook --bench export -- 10000 100000
//! ```

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made stops the run")]
#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use pollster::block_on;
use rollbook_application::Desk;
use rollbook_application::privacy::export_customer;
use rollbook_csv::CsvWriter;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CountingIds, LoginId};
use rollbook_domain::login::{Login, LoginMeans, LoginOutcome};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    ArchiveError, ArchiveWriter, Archives as _, CustomerKey, Store as _, TenantStore,
};
use rollbook_domain::settings::TenantId;
use rollbook_domain::time::Instant;
use rollbook_sqlite::{SqliteOptions, SqliteStore};
use rollbook_workload::machine::{median, peak_mib, seconds};
use rollbook_workload::{roster, scores};
use rollbook_zip::ZipArchives;

const RUNS: usize = 5;
const LEARNER: &str = "learner.0@example.org";

/// Begins the words of a run that exports from a database and does nothing else.
const ALONE: &str = "alone";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if let [first, folder] = words.as_slice()
        && first == ALONE
    {
        return alone(Path::new(folder));
    }
    let sizes: Vec<usize> = words.iter().map(|word| word.parse().unwrap()).collect();
    // Without words it only shows that it works; `cargo test` runs it so.
    report(if sizes.is_empty() { &[500] } else { &sizes });
}

/// Prints the table; each person has at least so many records.
fn report(sizes: &[usize]) {
    println!("| records | export | bytes in it | writing the same bytes | ratio | memory, peak |");
    println!("| ---: | ---: | ---: | ---: | ---: | ---: |");
    for size in sizes {
        let folder = tempfile::tempdir().unwrap();
        let store = SqliteStore::create(&database(folder.path()), &SqliteOptions::default()).unwrap();
        let tenant = store.tenant(&TenantId::default());
        let ids = roster::prepare(&*tenant);
        fill(&*tenant, &ids, *size);
        let mut kept = Kept::default();
        let records = export(&*tenant, &ids, &mut kept);
        assert!(records >= *size, "{records}");
        let told: Vec<(f64, f64, f64)> = (0..RUNS).map(|_| measure(folder.path(), &kept)).collect();
        let bytes: usize = kept.files.iter().map(|(_, bytes)| bytes.len()).sum();
        let of = |figure: fn(&(f64, f64, f64)) -> f64| median(told.iter().map(figure).collect());
        let (taken, memory, raw) = (of(|run| run.0), of(|run| run.1), of(|run| run.2));
        let ratio = of(|run| run.0 / run.2);
        println!("| {records} | {taken:.3} s | {bytes} | {raw:.3} s | {ratio:.2} | {memory:.1} MiB |");
    }
}

fn database(folder: &Path) -> PathBuf {
    folder.join("rollbook.db")
}

/// Gives one learner so many records: a fifth of them sign-ins, the others what they handed in.
fn fill(tenant: &dyn TenantStore, ids: &CountingIds, size: usize) {
    roster::import(tenant, ids, &roster::file(2));
    scores::prepare(tenant, ids);
    let mut file = "Email,Course Code,Item Code,Date,Score\n".to_owned();
    for (item, share) in [("I0", 5), ("C0-A1", 2)] {
        for minute in 0..size / share {
            let at = later("2026-02-01T00:00:00Z", minute);
            let _ = writeln!(file, "{LEARNER},C0,{item},{at},{}", minute % 101);
        }
    }
    scores::import(tenant, ids, &file);
    let key = EmailAddress::parse(LEARNER).unwrap();
    let customer =
        block_on(tenant.find_customer(&CustomerKey::Email(key.key()))).unwrap().unwrap().customer.id;
    let login = |number| Login {
        id: LoginId::next(ids),
        customer,
        at: later("2026-02-01T00:00:00Z", number),
        address: Personal::new([192, 0, 2, 1].into()),
        outcome: LoginOutcome::Succeeded,
        means: LoginMeans::Password,
    };
    let logins: Vec<Login> = (0..size / 5).map(login).collect();
    block_on(tenant.record_logins(&logins)).unwrap();
}

fn later(begin: &str, minutes: usize) -> Instant {
    let micros = i64::try_from(minutes).unwrap() * 60_000_000 / 4;
    Instant::parse(begin).unwrap().checked_add_micros(micros).unwrap()
}

/// Exports in a process of its own, and says how long that took and how much memory the process held; then how long the
/// same bytes take in another archive.
fn measure(folder: &Path, kept: &Kept) -> (f64, f64, f64) {
    let program = std::env::current_exe().unwrap();
    let run = Command::new(program).arg(ALONE).arg(folder).output().unwrap();
    let told = String::from_utf8(run.stdout).unwrap();
    let (taken, memory) = told.trim().split_once(' ').unwrap();
    let ((), raw) = seconds(|| {
        let mut archive = ZipArchives.create(&folder.join("raw.zip")).unwrap();
        for (name, bytes) in &kept.files {
            archive.begin(name).unwrap();
            archive.write(bytes).unwrap();
        }
        archive.finish().unwrap();
    });
    std::fs::remove_file(folder.join("raw.zip")).unwrap();
    (taken.parse().unwrap(), memory.parse().unwrap(), raw)
}

/// Exports from the database in the folder, and prints seconds and MiB.
///
/// With few pages of the database in memory, so that what is seen is the export and not how much of the file was read.
fn alone(folder: &Path) {
    let options = SqliteOptions { reader_cache_kib: 2_048, ..SqliteOptions::default() };
    let store = SqliteStore::open(&database(folder), &options).unwrap();
    let tenant = store.tenant(&TenantId::default());
    let to = folder.join("export.zip");
    let ((), taken) = seconds(|| {
        let mut archive = ZipArchives.create(&to).unwrap();
        export(&*tenant, &CountingIds::default(), &mut *archive);
        archive.finish().unwrap();
    });
    std::fs::remove_file(to).unwrap();
    println!("{taken} {}", peak_mib());
}

/// Exports the learner, and says how many records there are; those of `data.json` are the same once more.
fn export(tenant: &dyn TenantStore, ids: &CountingIds, archive: &mut dyn ArchiveWriter) -> usize {
    let actor = Actor::administrator("bench", Channel::Library);
    let desk = Desk { store: tenant, clock: &roster::Noon, ids, actor };
    let key = EmailAddress::parse(LEARNER).unwrap();
    let key = CustomerKey::Email(key.key());
    let exported = block_on(export_customer(&desk, &key, &CsvWriter, archive)).unwrap();
    let tables = exported.files.iter().filter(|file| file.name != "data.json");
    usize::try_from(tables.map(|file| file.rows).sum::<u64>()).unwrap()
}

/// An archive in memory.
#[derive(Default)]
struct Kept {
    files: Vec<(String, Vec<u8>)>,
    aside: Vec<u8>,
}

impl ArchiveWriter for Kept {
    fn begin(&mut self, name: &str) -> Result<(), ArchiveError> {
        self.files.push((name.to_owned(), Vec::new()));
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.files.last_mut().unwrap().1.extend_from_slice(bytes);
        Ok(())
    }

    fn set_aside(&mut self, bytes: &[u8]) -> Result<(), ArchiveError> {
        self.aside.extend_from_slice(bytes);
        Ok(())
    }

    fn write_set_aside(&mut self) -> Result<(), ArchiveError> {
        let aside = std::mem::take(&mut self.aside);
        self.write(&aside)
    }

    fn finish(self: Box<Self>) -> Result<(), ArchiveError> {
        Ok(())
    }
}
