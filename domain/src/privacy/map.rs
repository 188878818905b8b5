//! The map of the schema: which columns are about a person.

use std::fmt;

pub use super::tables::TABLES;

/// What a personal column is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Who the person is and how to reach them.
    Profile,
    /// The state of the account: status, password, links, groups.
    Account,
    /// What was ordered and paid.
    Purchase,
    /// What the person may open, and since when.
    Access,
    /// Seats bought, given and held, and invitations.
    Seats,
    /// What the person learned, and with which result.
    Learning,
    /// Reasons and words that people typed.
    Words,
    /// Mails that were sent or wait.
    Mail,
    /// When and from where the person signed in.
    Logins,
    /// Passwords, codes and links, as hashes or sealed.
    Secret,
}

impl Category {
    /// All of them, in the order shown.
    pub const ALL: [Self; 10] = [
        Self::Profile,
        Self::Account,
        Self::Purchase,
        Self::Access,
        Self::Seats,
        Self::Learning,
        Self::Words,
        Self::Mail,
        Self::Logins,
        Self::Secret,
    ];

    /// The word typed and printed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Account => "account",
            Self::Purchase => "purchases",
            Self::Access => "access",
            Self::Seats => "seats",
            Self::Learning => "learning",
            Self::Words => "words",
            Self::Mail => "mails",
            Self::Logins => "logins",
            Self::Secret => "secrets",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// Where an export shows a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// In this file, without its ending, under this header.
    In(&'static str, &'static str),
    /// Nowhere, and why.
    Never(&'static str),
}

/// What erasing a person does with a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The whole row is removed.
    Removed,
    /// The cell is emptied and the row stays.
    Cleared,
    /// It stays, and why; the customer's id stands there as a pseudonym.
    Kept(&'static str),
}

/// A column that is about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonalColumn {
    /// Its name.
    pub name: &'static str,
    /// What it is about.
    pub category: Category,
    /// Where an export shows it.
    pub shown: Shown,
    /// What erasing does with it.
    pub fate: Fate,
}

/// How the rows of a person are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// No row is about a person.
    Nobody,
    /// Those whose column of this name holds the customer's id; stores clear them by the map alone.
    Customer(&'static str),
    /// In a way of their own, which these words tell and stores write out.
    Traced(&'static str),
}

/// A table of the schema, with every column of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MappedTable {
    /// Its name.
    pub name: &'static str,
    /// How the rows of a person are found.
    pub whose: Whose,
    /// The columns that are about a person.
    pub personal: &'static [PersonalColumn],
    /// All other columns.
    pub others: &'static [&'static str],
    /// Why the others are not about a person.
    pub others_because: &'static str,
}

impl MappedTable {
    /// The column of that name, if it is personal.
    pub fn find(&self, column: &str) -> Option<&'static PersonalColumn> {
        self.personal.iter().find(|known| known.name == column)
    }

    /// Whether the table's rows of a customer go as a whole.
    pub fn is_removed(&self) -> bool {
        self.personal.iter().any(|column| column.fate == Fate::Removed)
    }

    /// The columns that are emptied.
    pub fn cleared(&self) -> impl Iterator<Item = &'static str> {
        self.personal.iter().filter(|column| column.fate == Fate::Cleared).map(|column| column.name)
    }
}

/// The tables whose rows of a customer are found by a column of their own, with that column; a table comes before those
/// it refers to.
pub fn tables_of_customers() -> impl Iterator<Item = (&'static MappedTable, &'static str)> {
    TABLES.iter().filter_map(|table| match table.whose {
        Whose::Customer(column) => Some((table, column)),
        Whose::Nobody | Whose::Traced(_) => None,
    })
}

/// What of a schema the map does not name, and what of the map the schema does not have; the two lists of columns are as
/// `table.column`.
pub fn differences<'a>(schema: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut there = std::collections::BTreeSet::new();
    let mut found = Vec::new();
    for (table, column) in schema {
        there.insert(format!("{table}.{column}"));
        let mapped = TABLES.iter().find(|mapped| mapped.name == table);
        if !mapped.is_some_and(|mapped| mapped.find(column).is_some() || mapped.others.contains(&column)) {
            found.push(format!(
                "{table}.{column} is in no list of domain/src/privacy/tables: say there whether it is about a person"
            ));
        }
    }
    for mapped in TABLES {
        let personal = mapped.personal.iter().map(|column| column.name);
        for column in personal.chain(mapped.others.iter().copied()) {
            let name = format!("{}.{column}", mapped.name);
            if !there.contains(&name) {
                found.push(format!("{name} is in domain/src/privacy/tables and not in the schema"));
            }
        }
    }
    found
}
