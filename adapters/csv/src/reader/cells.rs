use csv::ByteRecord;
use rollbook_domain::table::{ColumnName, TableError, TableLimits};

use super::lines::line_feeds;
use super::{Report, encoding};

/// Where a record stands, to say so.
pub(super) struct Place<'reading> {
    pub(super) line: u32,
    pub(super) header: &'reading [ColumnName],
}

impl Place<'_> {
    /// Names a column as its header does; by its number where there is none.
    pub(super) fn column(&self, index: usize) -> String {
        self.header.get(index).map_or_else(|| (index + 1).to_string(), |name| name.typed().to_owned())
    }

    /// The physical line of a byte among the cells of a record: a quoted line break counts.
    fn line_of(&self, record: &ByteRecord, offset: usize) -> u32 {
        let before = line_feeds(&record.as_slice()[..offset]);
        self.line.saturating_add(u32::try_from(before).unwrap_or(u32::MAX))
    }
}

/// Reports cells that are too large, hold a NUL or are not UTF-8.
pub(super) fn check(record: &ByteRecord, place: &Place<'_>, limits: &TableLimits, report: &mut Report) {
    let all = record.as_slice();
    // Sound bytes over the whole record prove nothing: half a character may end one cell and start the next.
    let is_text = all.is_ascii() || record.iter().all(|cell| str::from_utf8(cell).is_ok());
    if is_text && all.len() <= limits.max_cell_bytes && !all.contains(&0) {
        return;
    }
    for (index, cell) in record.iter().enumerate() {
        let start = record.range(index).map_or(0, |range| range.start);
        let Some((offset, problem, accepted)) = flaw(cell, limits) else { continue };
        let line = place.line_of(record, start + offset);
        let error = TableError::new(line, problem, accepted).in_column(&place.column(index));
        report.push(error.with_value(&String::from_utf8_lossy(cell)));
    }
}

fn flaw(cell: &[u8], limits: &TableLimits) -> Option<(usize, String, String)> {
    if cell.len() > limits.max_cell_bytes {
        let accepted = format!("a cell of at most {} bytes", limits.max_cell_bytes);
        return Some((0, format!("is {} bytes long", cell.len()), accepted));
    }
    if let Some(offset) = cell.iter().position(|byte| *byte == 0) {
        return Some((offset, "holds a NUL byte".to_owned(), "text without NUL bytes".to_owned()));
    }
    let offset = str::from_utf8(cell).err()?.valid_up_to();
    Some((offset, encoding::flaw(&cell[offset..]), encoding::accepted().to_owned()))
}
