mod faults;
mod flow;
mod mails;

use std::sync::Mutex;

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::import_log::ImportKind;
use rollbook_domain::plan::roster::{RosterMails, RosterOptions};
use rollbook_domain::port::{ClosedVault, Committed, Page, PasswordHasher, TenantState, Vault};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::settings::Settings;
use rollbook_domain::stamp::Revision;
use rollbook_domain::table::{ColumnName, Row, Table, TableError, TableLimits, TableReader};

use super::{
    ImportFile, ImportOptions, ImportReport, NoProgress, Progress, RosterImport, Stage, import_courses,
    import_groups, import_items, import_prices, import_roster, import_scores, import_withdrawals,
};
use crate::testing::{MockHasher, MockPorts, Room};
use crate::{Desk, Failure};

/// Reads lines of cells with commas.
pub(crate) struct PlainReader;

impl TableReader for PlainReader {
    fn read(&self, bytes: &[u8], limits: &TableLimits) -> Result<Table, Vec<TableError>> {
        let text =
            std::str::from_utf8(bytes).map_err(|_| vec![TableError::new(1, "is not UTF-8", "UTF-8")])?;
        let mut lines = text.lines();
        let header = lines.next().unwrap_or_default().split(',').map(ColumnName::new).collect();
        let rows: Vec<Row> = (2..).zip(lines).map(|(line, text)| Row::new(line, text.split(','))).collect();
        if rows.len() > limits.max_rows {
            return Err(vec![TableError::new(1, "one row too many (Q-26)", "fewer")]);
        }
        Ok(Table { header, rows })
    }
}

/// Writes down what it hears.
#[derive(Default)]
struct Heard(Mutex<Vec<(Stage, u64, u64)>>);

impl Progress for Heard {
    fn at(&self, stage: Stage, done: u64, total: u64) {
        self.0.lock().unwrap().push((stage, done, total));
    }
}

const KINDS: [ImportKind; 7] = [
    ImportKind::Groups,
    ImportKind::Courses,
    ImportKind::Items,
    ImportKind::Prices,
    ImportKind::Roster,
    ImportKind::Withdrawals,
    ImportKind::Scores,
];

const GROUPS: &str = "Group Code,Name\nblue,Blue";
const PASSWORDS: &str = "First Name,Last Name,Email,Password\n\
    Ada,Lovelace,ada@example.org,a password of hers\n\
    Alan,Turing,alan@example.org,a password of his";

/// A file of that kind that reads as a table.
fn text(kind: ImportKind) -> &'static str {
    match kind {
        ImportKind::Groups => GROUPS,
        ImportKind::Courses => "Course Code,Title\nAAA,Module A",
        ImportKind::Items => "Course Code,Item Code,Kind\nAAA,Q,quiz",
        ImportKind::Prices => "Price Code,Product Code,Unit Price,Duration\nP,AAA,1,1 day",
        ImportKind::Roster => PASSWORDS,
        ImportKind::Scores => "Email,Course Code,Item Code,Date,Score\nada@example.org,AAA,Q,2026-03-01,1",
        ImportKind::Withdrawals => "Email,Course Code,Date\nada@example.org,AAA,2026-03-01",
    }
}

async fn run(
    desk: &Desk<'_>,
    kind: ImportKind,
    text: &str,
    hasher: &dyn PasswordHasher,
    options: ImportOptions,
) -> Result<ImportReport, Failure> {
    let file = ImportFile { bytes: text.as_bytes(), reader: &PlainReader, progress: &NoProgress };
    match kind {
        ImportKind::Groups => import_groups(desk, file, options).await,
        ImportKind::Courses => import_courses(desk, file, options).await,
        ImportKind::Items => import_items(desk, file, options).await,
        ImportKind::Prices => import_prices(desk, file, options).await,
        ImportKind::Roster => import_roster(desk, file, plain(hasher, &never_asked()), options).await,
        ImportKind::Scores => import_scores(desk, file, options).await,
        ImportKind::Withdrawals => import_withdrawals(desk, file, options).await,
    }
}

/// The vault of a roster that welcomes nobody.
fn never_asked() -> ClosedVault {
    ClosedVault::new("a roster that welcomes nobody asks for no secret")
}

/// A roster that means nothing special.
fn plain<'a>(hasher: &'a dyn PasswordHasher, vault: &'a dyn Vault) -> RosterImport<'a> {
    RosterImport { meaning: RosterOptions::default(), mails: RosterMails::default(), hasher, vault }
}

/// Runs an import on those ports, with a hasher that works.
fn import(store: MockPorts, kind: ImportKind, options: ImportOptions) -> Result<ImportReport, Failure> {
    let room = Room::with(store);
    let mut hasher = MockHasher::new();
    hasher.expect_hash_many().returning(|passwords| {
        Ok(passwords.iter().map(|password| PasswordHash::from_stored(password.reveal())).collect())
    });
    pollster::block_on(run(&room.desk(), kind, text(kind), &hasher, options))
}

fn tenant() -> TenantState {
    TenantState { settings: Settings::initial(), revision: Revision::new(1) }
}

/// A tenant with nothing in it; what commits answer is the test's matter.
fn empty_tenant() -> MockPorts {
    let mut store = MockPorts::new();
    store.expect_tenant_state().returning(|| Ok(Some(tenant())));
    store.expect_find_import().returning(|_| Ok(None));
    store.expect_groups().returning(|| Ok(Vec::new()));
    store.expect_catalogue().returning(|| Ok(Catalogue::default()));
    store.expect_known_customers().returning(|_, _| Ok(Vec::new()));
    store.expect_enrollments().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    store
}

fn done() -> Committed {
    Committed { last_sequence: 1 }
}
