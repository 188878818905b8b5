//! Data for programs.

use std::io::Write;

use rollbook_domain::port::Page;
use serde::Serialize;

use crate::CliError;

#[derive(Serialize)]
struct List<'a, T> {
    items: &'a [T],
    next: Option<&'a str>,
}

/// Writes `{"items": [...], "next": cursor or null}`.
pub(super) fn write_list<T: Serialize>(page: &Page<T>, output: &mut dyn Write) -> Result<(), CliError> {
    let next = page.next.as_ref().map(rollbook_domain::port::Cursor::as_str);
    write_one(&List { items: &page.items, next }, output)
}

/// Writes one thing, indented, with a line end.
pub(super) fn write_one<T: Serialize>(thing: &T, output: &mut dyn Write) -> Result<(), CliError> {
    serde_json::to_writer_pretty(&mut *output, thing)?;
    Ok(writeln!(output)?)
}
