//! Imports of small files.

use proptest::collection::vec;
use proptest::prelude::*;
use rollbook_application::imports::{
    ImportFile, ImportOptions, NoProgress, RosterImport, import_courses, import_groups, import_roster,
    import_scores, import_withdrawals,
};
use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::plan::roster::{RosterMails, RosterOptions};
use rollbook_domain::table::{ColumnName, Row, Table, TableError, TableLimits, TableReader};

use super::account::PlainHasher;
use super::pools::{CODES, CUSTOMER_CODES, EMAILS, GROUPS, NAMES, index, pick};
use super::world::{World, told};

#[derive(Debug, Clone)]
pub(super) struct ImportCommand {
    kind: u8,
    rows: Vec<[u8; 6]>,
    skip_bad: bool,
    is_dry_run: bool,
    allow_repeat: bool,
}

impl ImportCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let row = [index(), index(), index(), index(), index(), index()];
        let flags = (any::<bool>(), prop::bool::weighted(0.2), any::<bool>());
        (index(), vec(row, 0..6), flags).prop_map(|(kind, rows, (skip_bad, is_dry_run, allow_repeat))| Self {
            kind,
            rows,
            skip_bad,
            is_dry_run,
            allow_repeat,
        })
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let apply = ApplyOptions { skip_bad: self.skip_bad, confirm: None };
        let options = ImportOptions { is_dry_run: self.is_dry_run, apply };
        let meaning = RosterOptions {
            allow_repeat: self.allow_repeat,
            require_password_change: self.skip_bad,
            sends_welcome: self.allow_repeat,
            omits_confirmations: self.skip_bad,
        };
        let bytes = self.file(world);
        let file = ImportFile { bytes: bytes.as_bytes(), reader: &PlainLines, progress: &NoProgress };
        let desk = world.desk();
        match self.kind % 7 {
            0 => told(import_groups(&desk, file, options)),
            1 => told(import_courses(&desk, file, options)),
            2 => told(import_withdrawals(&desk, file, options)),
            3 => told(import_scores(&desk, file, options)),
            _ => {
                let mails = RosterMails { are_held: self.skip_bad, ..RosterMails::default() };
                let roster = RosterImport { meaning, mails, hasher: &PlainHasher, vault: &world.vault };
                told(import_roster(&desk, file, roster, options))
            }
        }
    }

    fn file(&self, world: &World) -> String {
        let header = match self.kind % 7 {
            0 => "Group Code|Name",
            1 => "Course Code|Title|Start Date|End Date",
            2 => "Email|Course Code|Date",
            3 => "Email|Course Code|Item Code|Date|Score",
            _ => {
                "First Name|Last Name|Email|Password|Group ID|Price ID|Cost|Order Date|End Date|Customer Code\
                 |field:shoe_size"
            }
        };
        let rows = self.rows.iter().map(|row| self.row(world, *row).join("|"));
        std::iter::once(header.to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
    }

    fn row(&self, world: &World, [one, two, three, four, five, six]: [u8; 6]) -> Vec<String> {
        let date = |days: u8| {
            let text = world.instant(10 * days.cast_signed() - 60, 0).to_string();
            if days == 11 { String::new() } else { text[..10].to_owned() }
        };
        let or_blank = |pool: &[&str], index: u8| match index {
            9.. => String::new(),
            _ => pick(pool, index).to_owned(),
        };
        match self.kind % 7 {
            0 => vec![or_blank(GROUPS, one), pick(NAMES, two).to_owned()],
            1 => vec![or_blank(CODES, one), pick(NAMES, two).to_owned(), date(three), date(four)],
            2 => vec![pick(EMAILS, one).to_owned(), pick(CODES, two).to_owned(), date(three)],
            // Course and item mostly go together: the prelude gives item 0 to course 0 and item 1 to course 1.
            3 => vec![
                pick(EMAILS, one).to_owned(),
                pick(CODES, two % 2).to_owned(),
                pick(CODES, if six == 0 { five } else { two % 2 }).to_owned(),
                date(three % 6),
                if four == 0 { String::new() } else { format!("{four}.5") },
            ],
            _ => vec![
                pick(NAMES, one).to_owned(),
                pick(NAMES, two).to_owned(),
                or_blank(EMAILS, three),
                if six == 0 { "a long enough password".to_owned() } else { String::new() },
                or_blank(GROUPS, four),
                or_blank(CODES, five),
                if five == 1 { "12.50".to_owned() } else { String::new() },
                date(six),
                if one == 3 { date(two) } else { String::new() },
                or_blank(CUSTOMER_CODES, 5 + two),
                or_blank(NAMES, 7 + one),
            ],
        }
    }
}

/// Reads lines whose cells stand between bars; what a real reader refuses is its own tests' matter.
struct PlainLines;

impl TableReader for PlainLines {
    fn read(&self, bytes: &[u8], _limits: &TableLimits) -> Result<Table, Vec<TableError>> {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = (1..).zip(text.lines());
        let header = lines.next().map(|(_, line)| line.split('|').map(ColumnName::new).collect());
        let rows = lines.map(|(number, line)| Row::new(number, line.split('|'))).collect();
        Ok(Table { header: header.unwrap_or_default(), rows })
    }
}
