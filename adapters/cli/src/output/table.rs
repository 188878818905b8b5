//! Lists for people.

use std::io::Write;

use comfy_table::{ContentArrangement, Table, presets};
use rollbook_domain::time::Zone;

use super::Column;
use crate::CliError;

/// Writes aligned columns under their titles; a long cell makes a long line, never a broken one.
pub(super) fn write<T>(
    columns: &[Column<T>],
    items: &[T],
    zone: &Zone,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let seen: Vec<_> = columns.iter().filter_map(|column| Some((column.title, column.cell?))).collect();
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(seen.iter().map(|(title, _)| *title));
    for item in items {
        table.add_row(seen.iter().map(|(_, cell)| on_one_line(&cell(item, zone))));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    for line in table.lines() {
        writeln!(output, "{}", line.trim_end())?;
    }
    if items.is_empty() {
        writeln!(output, "(none)")?;
    }
    Ok(())
}

/// A line break or another control character in a cell would break the table or the terminal.
fn on_one_line(cell: &str) -> String {
    cell.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
