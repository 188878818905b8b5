//! What a further row of an email says otherwise than what counts.

use super::columns::{CUSTOMER_CODE, FIRST_NAME, LAST_NAME, PASSWORD};
use crate::customer::Profile;
use crate::plan::header::Header;
use crate::plan::{KnownAccount, Warning};
use crate::table::Row;
use crate::text::{Code, PersonName};

/// A row beside the first row of its email, and beside the account that is there.
pub(super) struct Compared<'a> {
    pub(super) header: &'a Header,
    pub(super) row: &'a Row,
    pub(super) first: Option<&'a Row>,
    pub(super) profile: &'a Profile,
    pub(super) known: Option<&'a KnownAccount>,
}

impl Compared<'_> {
    pub(super) fn warnings(&self) -> impl Iterator<Item = Warning> {
        let found = [
            (self.has_other_name(), Warning::OtherName),
            (self.has_other_password(), Warning::OtherPassword),
            (self.has_other_code(), Warning::OtherCode),
        ];
        found.into_iter().filter_map(|(is_found, warning)| is_found.then_some(warning))
    }

    fn has_other_name(&self) -> bool {
        let Some(first) = self.first else { return false };
        let is_other = |name: &PersonName, column| {
            let text = self.cell(first, column).trim();
            name.as_str() != text && PersonName::parse(text).as_ref() != Ok(name)
        };
        is_other(&self.profile.first_name, FIRST_NAME) || is_other(&self.profile.last_name, LAST_NAME)
    }

    /// Passwords of accounts that are there do not count at all.
    fn has_other_password(&self) -> bool {
        let typed = self.cell(self.row, PASSWORD);
        let is_new = self.known.is_none() && !typed.trim().is_empty();
        is_new && self.first.is_some_and(|first| self.cell(first, PASSWORD) != typed)
    }

    fn has_other_code(&self) -> bool {
        let Some(code) = &self.profile.code else { return false };
        let counts = match self.known {
            Some(known) => known.code.clone(),
            None => self.first.and_then(|first| Code::parse(self.cell(first, CUSTOMER_CODE)).ok()),
        };
        counts.is_none_or(|counts| counts.folded() != code.folded())
    }

    fn cell<'row>(&self, row: &'row Row, column: usize) -> &'row str {
        self.header.place(column).map_or("", |place| row.cell(place))
    }
}
