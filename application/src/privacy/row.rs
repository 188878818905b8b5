//! Cells of an export.

use std::fmt::Display;

use serde::Serialize;

/// One row of a file.
pub(super) type Row = Vec<String>;

/// A cell of what may be missing.
pub(super) fn maybe(value: Option<impl Display>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// A cell of yes or no.
pub(super) fn yes(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

/// A cell of JSON; empty where it cannot be written so.
pub(super) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Makes a row of things that can be printed.
macro_rules! row {
    ($($cell:expr),* $(,)?) => {
        vec![$($cell.to_string()),*]
    };
}

pub(super) use row;
