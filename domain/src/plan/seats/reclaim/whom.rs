//! Which seats the named holders have (Q-07, Q-18, REG-29).

use std::collections::{BTreeMap, BTreeSet};

use super::{KnownSeat, ReclaimResult, claim_address};
use crate::email::{EmailAddress, EmailKey};
use crate::id::CustomerId;
use crate::personal::Personal;
use crate::plan::Findings;
use crate::plan::header::{Column, Header};
use crate::rule::{CUS_29, Q_18, REG_29, RuleId};
use crate::settings::Settings;
use crate::table::Table;

/// A holder as named by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedHolder {
    /// The line of the file, or the place on the command line.
    pub line: u32,
    /// The address as typed.
    pub typed: Personal<String>,
}

/// A seat to take back, or an address that names none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// Where the holder was named.
    pub line: Option<u32>,
    /// The address as typed, or else the one the seat was claimed with.
    pub address: Option<Personal<String>>,
    /// The seat's place among those known, or why there is none.
    pub place: Result<usize, ReclaimResult>,
}

const COLUMNS: &[Column] = &[Column::needed("Email", "the email of a holder")];

/// The holders that a file names in its column `Email`.
///
/// # Errors
/// [`Findings`] for a file with too many rows, without that column or with another (IMP-03).
pub fn holders(table: &Table, settings: &Settings) -> Result<Vec<NamedHolder>, Findings> {
    let header = Header::find(table, COLUMNS, false, settings)?;
    let place = header.place(0).unwrap_or_default();
    let named = |row: &crate::table::Row| NamedHolder {
        line: row.line(),
        typed: Personal::new(row.cell(place).trim().to_owned()),
    };
    Ok(table.rows.iter().map(named).collect())
}

/// Finds the seats of the named holders among those known; without names, every seat known is selected.
///
/// An address means who claimed a seat with it and has it still; else who claimed one with it; else who has it now
/// . All seats known of that holder are selected. Whether the address belongs to anybody else is not told.
pub fn select(named: Option<&[NamedHolder]>, seats: &[KnownSeat<'_>]) -> Vec<Selected> {
    let Some(named) = named else {
        let selected = |(place, known): (usize, &KnownSeat<'_>)| Selected {
            line: None,
            address: claim_address(known.seat).map(|address| Personal::new(address.as_typed().to_owned())),
            place: Ok(place),
        };
        return seats.iter().enumerate().map(selected).collect();
    };
    let index = Index::of(seats);
    let mut seen = BTreeSet::new();
    let mut selected = Vec::new();
    for NamedHolder { line, typed } in named {
        let mut select = |place| {
            selected.push(Selected { line: Some(*line), address: Some(typed.clone()), place });
        };
        let address = match EmailAddress::parse(typed.reveal()) {
            Ok(address) => address,
            Err(error) => {
                select(Err(refused(error.to_string(), &[CUS_29])));
                continue;
            }
        };
        if !seen.insert(address.key()) {
            select(Err(ReclaimResult::Duplicate));
            continue;
        }
        match index.holder(&address.key()) {
            Ok(holder) => index.seats_of(holder).iter().for_each(|place| select(Ok(*place))),
            Err(result) => select(Err(result)),
        }
    }
    selected
}

/// Who holds which of the seats, and under which addresses.
struct Index {
    by_claim: BTreeMap<EmailKey, BTreeSet<CustomerId>>,
    by_address_now: BTreeMap<EmailKey, CustomerId>,
    places: BTreeMap<CustomerId, Vec<usize>>,
}

impl Index {
    fn of(seats: &[KnownSeat<'_>]) -> Self {
        let mut index =
            Self { by_claim: BTreeMap::new(), by_address_now: BTreeMap::new(), places: BTreeMap::new() };
        for (place, known) in seats.iter().enumerate() {
            let Some(holder) = known.holder else { continue };
            if let Some(address) = claim_address(known.seat) {
                index.by_claim.entry(address.key()).or_default().insert(holder.id);
            }
            if let Some(address) = holder.email {
                index.by_address_now.insert(address.key(), holder.id);
            }
            index.places.entry(holder.id).or_default().push(place);
        }
        index
    }

    fn holder(&self, key: &EmailKey) -> Result<CustomerId, ReclaimResult> {
        let claimed = self.by_claim.get(key);
        let now = self.by_address_now.get(key).copied();
        match (claimed, now) {
            (Some(claimed), Some(now)) if claimed.contains(&now) => Ok(now),
            (Some(claimed), _) if claimed.len() > 1 => Err(refused(
                "several holders claimed a seat with this address; name the seat instead".to_owned(),
                &[Q_18],
            )),
            (Some(claimed), _) => claimed.first().copied().ok_or_else(nobody),
            (None, now) => now.ok_or_else(nobody),
        }
    }

    fn seats_of(&self, holder: CustomerId) -> &[usize] {
        self.places.get(&holder).map_or(&[], Vec::as_slice)
    }
}

fn nobody() -> ReclaimResult {
    let reason =
        "nobody with this address holds one of these seats; give an address as the list of seats shows it";
    refused(reason.to_owned(), &[REG_29])
}

fn refused(reason: String, rules: &'static [RuleId]) -> ReclaimResult {
    ReclaimResult::Refused { reason, rules }
}
