//! The emails and courses in a file of withdrawals that a store is asked about.

use std::collections::HashSet;

use crate::catalogue::Catalogue;
use crate::email::{EmailAddress, EmailKey};
use crate::id::CourseId;
use crate::table::Table;

/// What a store must be asked about before withdrawals can be planned; each once.
#[derive(Debug, Default)]
pub struct WithdrawalKeys {
    /// The emails.
    pub emails: Vec<EmailKey>,
    /// The courses that exist.
    pub courses: Vec<CourseId>,
}

/// The emails and courses of the file; cells that are none are passed over, the plan says what is wrong with them.
pub fn keys(table: &Table, catalogue: &Catalogue) -> WithdrawalKeys {
    let cells = |name: &str| {
        let mut seen = HashSet::new();
        table
            .column(name)
            .into_iter()
            .flat_map(|place| table.rows.iter().map(move |row| row.cell(place).trim()))
            .filter(move |text| seen.insert(*text))
    };
    let mut emails: Vec<EmailKey> =
        cells("Email").filter_map(|text| EmailAddress::parse(text).ok()).map(|email| email.key()).collect();
    emails.sort_unstable();
    emails.dedup();
    let mut courses: Vec<CourseId> =
        cells("Course Code").filter_map(|text| catalogue.find_course(text)).map(|course| course.id).collect();
    courses.sort_unstable();
    courses.dedup();
    WithdrawalKeys { emails, courses }
}
