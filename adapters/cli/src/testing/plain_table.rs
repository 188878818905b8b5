//! Tables with commas between cells and no quotes, enough for tests of commands.

use std::io;

use rollbook_domain::table::{ColumnName, Row, Table, TableError, TableLimits, TableReader, TableWriter};

/// Reads and writes them.
pub(super) struct PlainTable;

impl TableReader for PlainTable {
    fn read(&self, bytes: &[u8], limits: &TableLimits) -> Result<Table, Vec<TableError>> {
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text.lines();
        let header = lines.next().unwrap_or_default().split(',').map(ColumnName::new).collect();
        let rows: Vec<Row> =
            (2..).zip(lines).map(|(number, line)| Row::new(number, line.split(','))).collect();
        if rows.len() > limits.max_rows {
            return Err(vec![TableError::new(1, "too many rows", "fewer")]);
        }
        Ok(Table { header, rows })
    }
}

impl TableWriter for PlainTable {
    fn write(
        &self,
        header: &[&str],
        rows: &mut dyn Iterator<Item = Vec<String>>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        writeln!(out, "{}", header.join(","))?;
        for row in rows {
            writeln!(out, "{}", row.join(","))?;
        }
        Ok(())
    }
}
