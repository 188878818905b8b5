//! Reading the cells of one row, and noting everything that is wrong with it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Display;

use super::RefusedRow;
use super::header::Header;
use crate::rule::{CUS_27, IMP_22, RuleId};
use crate::table::Row;
use crate::text::{FieldName, Note, shown};

/// One row being read; complaints about it go straight to the list of refused rows.
pub(super) struct Cells<'table, 'plan> {
    header: &'plan Header,
    row: &'table Row,
    refused: &'plan mut Vec<RefusedRow>,
    before: usize,
}

impl<'table, 'plan> Cells<'table, 'plan> {
    pub(super) fn new(header: &'plan Header, row: &'table Row, refused: &'plan mut Vec<RefusedRow>) -> Self {
        let before = refused.len();
        Self { header, row, refused, before }
    }

    /// Whether the row was refused already.
    pub(super) fn is_refused(&self) -> bool {
        self.refused.len() > self.before
    }

    /// How many complaints there are.
    pub(super) fn refusals(&self) -> usize {
        self.refused.len()
    }

    /// The cell as it stands; empty when the file has no such column.
    pub(super) fn raw(&self, column: usize) -> &'table str {
        self.header.place(column).map_or("", |place| self.row.cell(place))
    }

    /// The cell without the white space around it.
    pub(super) fn text(&self, column: usize) -> &'table str {
        self.raw(column).trim()
    }

    /// Whether the file has the column at all.
    pub(super) fn has(&self, column: usize) -> bool {
        self.header.place(column).is_some()
    }

    /// The custom fields of the row that are not blank; one with another text than a note's refuses the row (CUS-27).
    pub(super) fn fields(&mut self) -> BTreeMap<FieldName, String> {
        let mut fields = BTreeMap::new();
        for (name, place) in &self.header.fields {
            let text = self.row.cell(*place).trim();
            if text.is_empty() {
                continue;
            }
            match Note::parse(text) {
                Ok(value) => {
                    fields.insert(name.clone(), value.as_str().to_owned());
                }
                Err(error) => self.refused.push(RefusedRow {
                    line: self.row.line(),
                    column: Some(format!("field:{name}").into()),
                    value: None,
                    reason: error.to_string().into(),
                    rules: &[CUS_27, IMP_22],
                }),
            }
        }
        fields
    }

    /// Refuses the row because of a cell.
    pub(super) fn refuse(
        &mut self,
        column: usize,
        reason: impl Into<Cow<'static, str>>,
        rules: &'static [RuleId],
    ) {
        let (name, is_shown) =
            self.header.columns.get(column).map_or(("", true), |column| (column.name, column.is_shown));
        let text = self.text(column);
        let value = (is_shown || text.is_empty()).then(|| shown(text).into());
        let reason = reason.into();
        self.refused.push(RefusedRow {
            line: self.row.line(),
            column: Some(name.into()),
            value,
            reason,
            rules,
        });
    }

    /// Reads a cell, or refuses the row.
    pub(super) fn parse<T, E: Display>(
        &mut self,
        column: usize,
        rules: &'static [RuleId],
        read: impl FnOnce(&'table str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.text(column);
        let asked = self.header.columns.get(column).and_then(|column| column.asks_for);
        if let Some(asked) = asked.filter(|_| text.is_empty()) {
            self.refuse(column, format!("is blank; give {asked}"), rules);
            return None;
        }
        match read(text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(column, error.to_string(), rules);
                None
            }
        }
    }

    /// Reads a cell that may be blank, or refuses the row.
    pub(super) fn parse_if_given<T, E: Display>(
        &mut self,
        column: usize,
        rules: &'static [RuleId],
        read: impl FnOnce(&'table str) -> Result<T, E>,
    ) -> Option<T> {
        if self.text(column).is_empty() { None } else { self.parse(column, rules, read) }
    }
}

/// Reads `yes` or `no`.
pub(super) fn yes_or_no(text: &str) -> Result<bool, String> {
    if text.eq_ignore_ascii_case("yes") {
        return Ok(true);
    }
    if text.eq_ignore_ascii_case("no") {
        return Ok(false);
    }
    Err(format!("`{}` is neither of the accepted forms yes and no", shown(text)))
}

/// Reads a whole number.
pub(super) fn count(text: &str) -> Result<u32, String> {
    let refused = || format!("`{}` is not a number; accepted form: a whole number such as 3", shown(text));
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused());
    }
    text.parse().map_err(|_| refused())
}
