//! The columns of a roster (IMP-04, IMP-22), and the keys in them that a store is asked about.

use std::collections::HashSet;

use crate::email::{EmailAddress, EmailKey};
use crate::plan::header::Column;
use crate::table::Table;
use crate::text::Code;

pub(super) const FIRST_NAME: usize = 0;
pub(super) const LAST_NAME: usize = 1;
pub(super) const EMAIL: usize = 2;
pub(super) const PASSWORD: usize = 3;
pub(super) const GROUP: usize = 4;
pub(super) const PRICE: usize = 5;
pub(super) const COST: usize = 6;
pub(super) const ORDER_DATE: usize = 7;
pub(super) const START_DATE: usize = 8;
pub(super) const END_DATE: usize = 9;
pub(super) const CUSTOMER_CODE: usize = 10;

pub(super) const COLUMNS: &[Column] = &[
    Column::needed("First Name", "the first name").personal(),
    Column::needed("Last Name", "the last name").personal(),
    Column::needed("Email", "an address such as ada@example.org"),
    Column::optional("Password").personal(),
    Column::optional("Group ID"),
    Column::optional("Price ID"),
    Column::optional("Cost"),
    Column::optional("Order Date"),
    Column::optional("Start Date"),
    Column::optional("End Date"),
    Column::optional("Customer Code"),
];

/// The emails and customer codes of a roster, each once.
#[derive(Debug, Default)]
pub struct RosterKeys {
    /// The emails.
    pub emails: Vec<EmailKey>,
    /// The customer codes.
    pub codes: Vec<Code>,
}

/// The emails and customer codes that a store must be asked about before the roster can be planned.
///
/// Cells that are none are passed over; the plan says what is wrong with them.
pub fn keys(table: &Table) -> RosterKeys {
    RosterKeys {
        emails: distinct(table, "Email", |text| EmailAddress::parse(text).ok().map(|email| email.key())),
        codes: distinct(table, "Customer Code", |text| Code::parse(text).ok()),
    }
}

fn distinct<T>(table: &Table, column: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T>
where
    T: Clone + Ord + std::hash::Hash,
{
    let Some(place) = table.column(column) else { return Vec::new() };
    let mut seen = HashSet::new();
    let mut keys: Vec<T> = table
        .rows
        .iter()
        .map(|row| row.cell(place).trim())
        .filter(|text| !text.is_empty() && seen.insert(*text))
        .filter_map(read)
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}
