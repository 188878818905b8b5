//! What an erasure cleared, what it kept, and why.

use std::collections::BTreeMap;

use super::map::{Category, Fate, Shown, TABLES};

/// What was done with one subject of a person's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLine {
    /// The subject: the name of its file in an export.
    pub subject: &'static str,
    /// What it is about.
    pub category: Category,
    /// How many rows there are of it.
    pub rows: u64,
    /// What of each row is gone, column by column; empty where everything stays.
    pub cleared: Vec<&'static str>,
    /// What of each row stays.
    pub kept: Vec<&'static str>,
    /// Why that stays; empty where nothing does.
    pub because: Vec<&'static str>,
}

/// The receipt of an erasure, or its plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Receipt(pub Vec<ReceiptLine>);

impl Receipt {
    /// The receipt of an erasure of a person who has so many rows of each subject; what there is none of is not told.
    pub fn of(rows: &BTreeMap<&'static str, u64>) -> Self {
        let mut lines: BTreeMap<&'static str, ReceiptLine> = BTreeMap::new();
        for column in TABLES.iter().flat_map(|table| table.personal) {
            let Shown::In(subject, header) = column.shown else { continue };
            let Some(rows) = rows.get(subject).copied().filter(|rows| *rows > 0) else { continue };
            let line = lines.entry(subject).or_insert_with(|| ReceiptLine {
                subject,
                category: column.category,
                rows,
                cleared: Vec::new(),
                kept: Vec::new(),
                because: Vec::new(),
            });
            match column.fate {
                Fate::Removed | Fate::Cleared => add(&mut line.cleared, header),
                Fate::Kept(why) => {
                    add(&mut line.kept, header);
                    add(&mut line.because, why);
                }
            }
        }
        Self(lines.into_values().collect())
    }
}

fn add(list: &mut Vec<&'static str>, item: &'static str) {
    if !list.contains(&item) {
        list.push(item);
    }
}
