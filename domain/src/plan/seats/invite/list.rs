//! Who is to be invited: typed in or uploaded (REG-14, REG-16).

use crate::email::{EmailAddress, EmailKey};
use crate::personal::Personal;
use crate::plan::cells::Cells;
use crate::plan::header::{Column, Header};
use crate::plan::{Findings, RefusedRow};
use crate::rule::CUS_29;
use crate::settings::Settings;
use crate::table::{Table, TableError};
use crate::text::shown;

const EMAIL: usize = 0;
const COLUMNS: &[Column] = &[Column::needed("Email", "an address such as ada@example.org")];

/// One row.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) line: u32,
    pub(super) typed: Option<Personal<String>>,
    /// `None` where the row is refused.
    pub(super) address: Option<EmailAddress>,
}

/// Everybody who is to be invited, in the order given.
#[derive(Debug, Default)]
pub struct InviteList {
    pub(super) entries: Vec<Entry>,
    pub(super) refused: Vec<RefusedRow>,
    pub(super) is_unreadable: bool,
}

impl InviteList {
    /// Addresses typed in one by one; they are counted from 1.
    pub fn addresses(addresses: impl IntoIterator<Item = EmailAddress>) -> Self {
        let entry = |(line, address): (u32, EmailAddress)| Entry {
            line,
            typed: Some(Personal::new(address.as_typed().to_owned())),
            address: Some(address),
        };
        Self { entries: (1..).zip(addresses).map(entry).collect(), ..Self::default() }
    }

    /// Addresses uploaded in a file with the one column `Email` (REG-16).
    pub fn file(table: &Table, settings: &Settings) -> Self {
        let header = match Header::find(table, COLUMNS, false, settings) {
            Ok(header) => header,
            Err(findings) => return Self::of_unreadable(findings),
        };
        let mut refused = Vec::new();
        let entries = table.rows.iter().map(|row| {
            let mut cells = Cells::new(&header, row, &mut refused);
            let address = cells.parse(EMAIL, &[CUS_29], EmailAddress::parse);
            let typed = cells.text(EMAIL);
            let typed = (!typed.is_empty()).then(|| Personal::new(shown(typed)));
            Entry { line: row.line(), typed, address }
        });
        let entries = entries.collect();
        Self { entries, refused, is_unreadable: false }
    }

    /// A file that is no table.
    pub fn unreadable(errors: Vec<TableError>) -> Self {
        Self::of_unreadable(Findings::unreadable(errors))
    }

    /// The addresses that a store must be asked about before the invitations can be planned, each once.
    pub fn emails(&self) -> Vec<EmailKey> {
        let addresses = self.entries.iter().filter_map(|entry| entry.address.as_ref());
        let mut emails: Vec<EmailKey> = addresses.map(EmailAddress::key).collect();
        emails.sort_unstable();
        emails.dedup();
        emails
    }

    fn of_unreadable(findings: Findings) -> Self {
        Self { entries: Vec::new(), refused: findings.refused, is_unreadable: true }
    }
}
