//! Which installation a database holds, and how far that has come.

use sha2::{Digest as _, Sha256};

use super::{Layout, Table};

/// How far a tenant has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenantMark {
    /// The tenant's number.
    pub tenant_no: i64,
    /// The id of its first commit.
    pub first_commit: Option<[u8; 16]>,
    /// How many commits it has.
    pub commits: i64,
    /// The sequence number of its last event.
    pub last_sequence: i64,
    /// What tells of mail that was taken in hand or settled, for which there are no events: the sum of the mails'
    /// epochs, how many have ended, and how many are in hand.
    pub mail_moves: [i64; 3],
    /// How many sign-ins are kept, of which no events tell either, and when the last was, in microseconds.
    pub logins: [i64; 2],
}

/// Which installation it is and in which state, both as hashes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The same for every state of one installation.
    pub installation: [u8; 32],
    /// Another one after anything was written.
    pub state: [u8; 32],
}

impl Standing {
    /// The standing of an installation with these tables and tenants.
    pub fn of(layout: &Layout, marks: &[TenantMark]) -> Self {
        let mut installation = Sha256::new();
        let mut state = Sha256::new();
        if let Some(first) = marks.first() {
            installation.update(first.tenant_no.to_be_bytes());
            installation.update(first.first_commit.unwrap_or_default());
        }
        let mut tables: Vec<&Table> = layout.tables().iter().collect();
        tables.sort_by_key(|table| table.name());
        for table in tables {
            state.update(format!("{} ({}); ", table.name(), table.column_names()));
        }
        for mark in marks {
            state.update(mark.first_commit.unwrap_or_default());
            let numbers = [mark.tenant_no, mark.commits, mark.last_sequence];
            for number in numbers.into_iter().chain(mark.mail_moves).chain(mark.logins) {
                state.update(number.to_be_bytes());
            }
        }
        Self { installation: installation.finalize().into(), state: state.finalize().into() }
    }
}

/// What a target is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TargetStanding {
    /// Laid out, and without any row.
    Empty,
    /// The copy of an installation was begun and not finished.
    Unfinished(Standing),
    /// A store with rows of its own.
    InUse,
}
