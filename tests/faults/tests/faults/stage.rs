//! A store with a scene in it, and the histories of all who act there.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use pollster::block_on;
use rollbook_domain::audit::Verifier;
use rollbook_domain::port::TenantStore;
use rollbook_domain::settings::TenantId;
use rollbook_faults::checker::{Findings, Until, check_until};
use rollbook_faults::driver::{Scene, Size};
use rollbook_faults::history::{Histories, Operation, read_histories};
use rollbook_faults::store::{self, PostgresOptions};
use rollbook_faults::truth::Truth;
use tempfile::TempDir;

use crate::waiting::wait_until;

/// Where an experiment plays.
pub(crate) struct Stage {
    pub(crate) url: String,
    pub(crate) scene: Scene,
    folder: TempDir,
    drivers: Cell<usize>,
    reading: RefCell<Histories>,
    /// One experiment at a time: each wants the whole machine.
    _turn: File,
}

impl Stage {
    /// Sets the scene in an empty database.
    pub(crate) fn set(url: &str, size: Size) -> Self {
        let turn = turn();
        let folder = tempfile::tempdir().unwrap();
        let histories = folder.path().join("histories");
        std::fs::create_dir(&histories).unwrap();
        let store = store::create(url).unwrap();
        let (scene, keys) = (folder.path().join("scene.json"), folder.path().join("keys"));
        let scene = Scene::set(&*store, size, &scene, &keys, &histories).unwrap();
        let reading = RefCell::new(Histories::new(&histories));
        Self { url: url.to_owned(), scene, folder, drivers: Cell::new(0), reading, _turn: turn }
    }

    /// A name that no driver had before.
    pub(crate) fn next_name(&self) -> String {
        self.drivers.set(self.drivers.get() + 1);
        format!("driver{}", self.drivers.get())
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn scene_path(&self) -> PathBuf {
        self.folder.path().join("scene.json")
    }

    pub(crate) fn keys(&self) -> PathBuf {
        self.folder.path().join("keys")
    }

    pub(crate) fn histories(&self) -> PathBuf {
        self.folder.path().join("histories")
    }

    /// The store, for the experiment itself.
    pub(crate) fn tenant(&self) -> Arc<dyn TenantStore> {
        Self::tenant_of(&self.url)
    }

    /// Another store.
    pub(crate) fn tenant_of(url: &str) -> Arc<dyn TenantStore> {
        store::open(url, &PostgresOptions::default()).unwrap().tenant(&TenantId::default())
    }

    /// What a store says happened.
    pub(crate) fn truth(url: &str) -> Truth {
        block_on(Truth::read(&*Self::tenant_of(url))).unwrap()
    }

    /// How many writes that were asked for after a moment were acknowledged so far.
    pub(crate) fn acknowledged_since(&self, moment: i64) -> usize {
        let mut reading = self.reading.borrow_mut();
        reading.read().unwrap();
        let operations = reading.operations().iter().rev();
        // Those of one client are in order, those of all are nearly.
        let recent = operations.take(20_000).filter(|operation| operation.asked_at > moment);
        recent.filter(|operation| operation.is_acknowledged_write()).count()
    }

    /// Waits until so many writes that were asked for after a moment are acknowledged.
    pub(crate) fn wait_for_writes(&self, count: usize, moment: i64) {
        wait_until("writes are acknowledged", || self.acknowledged_since(moment) >= count);
    }

    /// How long after a moment the first write that was asked for since was acknowledged.
    pub(crate) fn first_write_after(&self, moment: i64) -> Duration {
        let operations = self.operations();
        let writes = operations.iter().filter(|act| act.asked_at > moment && act.is_acknowledged_write());
        let first = writes.filter_map(|write| write.answered_at).min().expect("there was one");
        Duration::from_micros(u64::try_from(first - moment).unwrap())
    }

    /// The longest that a client waited for an answer, in microseconds.
    pub(crate) fn longest_act(&self) -> i64 {
        let operations = self.operations();
        let lengths = operations.iter().filter_map(|act| Some(act.answered_at? - act.asked_at));
        lengths.max().unwrap_or(0)
    }

    /// Everything that clients wrote down.
    pub(crate) fn operations(&self) -> Vec<Operation> {
        read_histories(&self.histories()).unwrap()
    }

    /// Holds all that clients were told against the store.
    pub(crate) fn findings(&self) -> Findings {
        self.findings_in(&self.url, Until::TheEnd)
    }

    /// Holds what clients were told until some moment against another store.
    pub(crate) fn findings_in(&self, url: &str, until: Until) -> Findings {
        verify_log(&*Self::tenant_of(url));
        check_until(&self.operations(), &Self::truth(url), until)
    }
}

/// Holds the log against its seals (I7).
fn verify_log(tenant: &dyn TenantStore) {
    let mut verifier = Verifier::new(TenantId::default().as_str(), &[]).unwrap();
    loop {
        let entries = block_on(tenant.log_entries(verifier.head().sequence, 5_000)).unwrap();
        if entries.is_empty() {
            break;
        }
        entries.iter().try_for_each(|entry| verifier.take(entry)).unwrap();
    }
    verifier.finish().unwrap();
}

/// Tells of an experiment and its findings, of which none may be a violation.
#[track_caller]
pub(crate) fn is_right(experiment: &str, findings: &Findings) {
    println!("{experiment}: {findings}");
    let some: Vec<_> = findings.violations.iter().take(10).map(ToString::to_string).collect();
    assert!(
        some.is_empty(),
        "{experiment}: {} violations, such as\n{}",
        findings.violations.len(),
        some.join("\n")
    );
}

/// How often an experiment in full is repeated: what `cargo xtask faults NAME TIMES` says, or else as often as it should.
#[expect(clippy::disallowed_methods, reason = "a test has no command line of its own")]
pub(crate) fn times(full: usize) -> usize {
    let given = std::env::var("ROLLBOOK_FAULTS_TIMES");
    given.map_or(full, |given| given.parse().expect("ROLLBOOK_FAULTS_TIMES is a whole number"))
}

fn turn() -> File {
    let file = File::create(std::env::temp_dir().join("rollbook-faults.lock")).unwrap();
    file.lock().unwrap();
    file
}
