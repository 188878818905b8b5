//! Lists for people.

use std::io::Write;

use comfy_table::{ContentArrangement, Table, presets};
use rollbook_domain::time::Zone;

use super::Column;
use crate::CliError;

/// Stand around the cells of a column of which some are marked, each one column wide, so that all stay aligned; no cell has
/// them, which are for private use.
const ORANGE: char = '\u{f0000}';
const PLAIN: char = '\u{f0001}';
const END: char = '\u{f0002}';

/// Writes aligned columns under their titles; a long cell makes a long line, never a broken one.
pub(super) fn write<T>(
    columns: &[Column<T>],
    items: &[T],
    zone: &Zone,
    has_colours: bool,
    output: &mut dyn Write,
) -> Result<(), CliError> {
    let seen: Vec<_> = columns.iter().filter_map(|column| Some((column, column.cell?))).collect();
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(seen.iter().map(|(column, _)| match column.is_marked {
        Some(_) => format!("{PLAIN}{}{END}", column.title),
        None => column.title.to_owned(),
    }));
    for item in items {
        table.add_row(seen.iter().map(|(column, cell)| {
            let cell = on_one_line(&cell(item, zone));
            match column.is_marked.map(|is_marked| is_marked(item)) {
                Some(true) => format!("{ORANGE}{cell}{END}"),
                Some(false) => format!("{PLAIN}{cell}{END}"),
                None => cell,
            }
        }));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    for line in table.lines() {
        writeln!(output, "{}", painted(&line, has_colours).trim_end())?;
    }
    if items.is_empty() {
        writeln!(output, "(none)")?;
    }
    Ok(())
}

/// Puts colours in the place of what stands around marked cells, and takes the rest away.
fn painted(line: &str, has_colours: bool) -> String {
    let mut painted = String::with_capacity(line.len());
    let mut is_open = false;
    for letter in line.chars() {
        match letter {
            ORANGE if has_colours => {
                painted.push_str("\u{1b}[38;5;208m");
                is_open = true;
            }
            END if is_open => {
                painted.push_str("\u{1b}[0m");
                is_open = false;
            }
            ORANGE | PLAIN | END => {}
            letter => painted.push(letter),
        }
    }
    painted
}

/// A line break or another control character in a cell would break the table or the terminal.
fn on_one_line(cell: &str) -> String {
    cell.chars()
        .map(
            |letter| if letter.is_control() || matches!(letter, ORANGE | PLAIN | END) { ' ' } else { letter },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column<(&str, bool)>] = &[
        Column::new("state", "STATE", |item: &(&str, bool), _| item.0.to_owned()).marked(|item| item.1),
        Column::new("end", "END", |_, _| "today".to_owned()),
    ];

    fn written(has_colours: bool) -> String {
        let mut output = Vec::new();
        let items = [("expired", true), ("enrolled", false)];
        write(COLUMNS, &items, &Zone::utc(), has_colours, &mut output).unwrap();
        String::from_utf8(output).unwrap()
    }

    /// VIEW-04
    #[test]
    fn a_marked_cell_is_orange_where_there_are_colours_and_nothing_is_out_of_line() {
        let plain = "STATE     END\nexpired   today\nenrolled  today\n";
        assert_eq!(written(false), plain);
        let orange = plain.replace("expired", "\u{1b}[38;5;208mexpired\u{1b}[0m");
        assert_eq!(written(true), orange);
    }
}
