//! The rows that need a word: refused, left alone, or applied with a warning.

use std::borrow::Cow;

use serde::Serialize;

use super::Warning;
use crate::email::EmailAddress;
use crate::personal::Personal;
use crate::rule::{IMP_03, Q_26, Q_30, RuleId};
use crate::table::TableError;

/// One thing wrong with one row; a row with several has several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusedRow {
    /// The row's line in the file.
    pub line: u32,
    /// The column by its documented name; `None` when it is about the whole row.
    pub column: Option<Box<str>>,
    /// What stands there, unless that must not be repeated.
    pub value: Option<Box<str>>,
    /// What is wrong and what would be accepted.
    pub reason: Cow<'static, str>,
    /// The rules that refuse it.
    pub rules: &'static [RuleId],
}

impl From<TableError> for RefusedRow {
    fn from(error: TableError) -> Self {
        let rules: &'static [RuleId] = if error.problem.contains(Q_26.as_str()) { &[Q_26] } else { &[Q_30] };
        let reason = format!("{}; accepted form: {}", error.problem, error.accepted).into();
        Self { line: error.line, column: error.column, value: error.value, reason, rules }
    }
}

/// A row left alone without being wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkippedRow {
    /// The row's line in the file.
    pub line: u32,
    /// Why.
    pub reason: Cow<'static, str>,
    /// The rules behind it.
    pub rules: &'static [RuleId],
}

/// A row that is applied, with something worth knowing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WarnedRow {
    /// The row's line in the file.
    pub line: u32,
    /// What is worth knowing.
    pub warning: Warning,
}

/// Everything found in a file that needs a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Rows with something wrong, in the order of the file.
    pub refused: Vec<RefusedRow>,
    /// Rows left alone.
    pub skipped: Vec<SkippedRow>,
    /// Rows applied with a warning.
    pub warned: Vec<WarnedRow>,
    /// Accounts the file makes that have no way to sign in yet.
    pub cannot_sign_in: CannotSignIn,
    /// Whether the file itself is wrong, so that no row of it can be applied.
    pub is_unreadable: bool,
}

/// Accounts that have no way to sign in yet: no password, and no mail that tells how to get one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CannotSignIn {
    /// How many.
    pub count: u64,
    /// The emails of the first of them, in the order of the file.
    pub emails: Vec<Personal<EmailAddress>>,
}

impl Findings {
    /// A file that cannot be read as a table.
    pub fn unreadable(errors: Vec<TableError>) -> Self {
        let refused = errors.into_iter().map(RefusedRow::from).collect();
        Self { refused, is_unreadable: true, ..Self::default() }
    }

    /// A file with more rows than the tenant takes.
    pub(super) fn too_many_rows(line: u32, rows: usize, most: u32) -> Self {
        let reason = format!("the file has {rows} data rows; accepted form: at most {most}").into();
        let row = RefusedRow { line, column: None, value: None, reason, rules: &[Q_26] };
        Self { refused: vec![row], is_unreadable: true, ..Self::default() }
    }

    pub(super) fn bad_header(refused: Vec<RefusedRow>) -> Self {
        Self { refused, is_unreadable: true, ..Self::default() }
    }

    pub(super) fn warn(&mut self, line: u32, warning: Warning) {
        self.warned.push(WarnedRow { line, warning });
    }

    pub(super) fn skip(&mut self, line: u32, reason: impl Into<Cow<'static, str>>, rules: &'static [RuleId]) {
        self.skipped.push(SkippedRow { line, reason: reason.into(), rules });
    }
}

/// A complaint about the header.
pub(super) fn header_refused(column: &str, reason: impl Into<Cow<'static, str>>) -> RefusedRow {
    RefusedRow { line: 1, column: Some(column.into()), value: None, reason: reason.into(), rules: &[IMP_03] }
}
