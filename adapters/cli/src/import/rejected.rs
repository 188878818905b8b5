//! The file of rejected rows: as they were, with a last column that says why.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use rollbook_domain::plan::RefusedRow;
use rollbook_domain::table::{ColumnName, Table, TableLimits, TableWriter};

use super::file::unusable;
use crate::{CliError, Session};

const REASON: &str = "Reason";

/// Writes the refused rows of a file; of a file that is no table nothing can be written.
pub(super) fn write(
    path: &Path,
    bytes: &[u8],
    refused: &[RefusedRow],
    session: &Session,
) -> Result<(), CliError> {
    let Ok(table) = session.table_reader().read(bytes, &TableLimits::rows(usize::MAX)) else { return Ok(()) };
    let failed = |error: std::io::Error| unusable(path, "written", &error);
    let mut file = BufWriter::new(File::create(path).map_err(failed)?);
    write_rows(&table, refused, session.table_writer(), &mut file).and_then(|()| file.flush()).map_err(failed)
}

fn write_rows(
    table: &Table,
    refused: &[RefusedRow],
    writer: &dyn TableWriter,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let mut reasons: BTreeMap<u32, String> = BTreeMap::new();
    for row in refused {
        let reason = reasons.entry(row.line).or_default();
        let column = row.column.as_deref().map(|column| format!("{column}: ")).unwrap_or_default();
        let separator = if reason.is_empty() { "" } else { "; " };
        *reason = format!("{reason}{separator}{column}{}", row.reason);
    }
    // A file that was rejected before has the column already.
    let former = table.column(REASON);
    let kept: Vec<usize> = (0..table.header.len()).filter(|column| Some(*column) != former).collect();
    let mut header: Vec<&str> =
        kept.iter().filter_map(|column| table.header.get(*column)).map(ColumnName::typed).collect();
    header.push(REASON);
    let mut rows = table.rows.iter().filter_map(|row| {
        let reason = reasons.get(&row.line())?;
        let cells = kept.iter().map(|column| row.cell(*column).to_owned());
        Some(cells.chain([reason.clone()]).collect())
    });
    writer.write(&header, &mut rows, out)
}
