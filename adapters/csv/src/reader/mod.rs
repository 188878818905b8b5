mod cells;
mod dialect;
mod encoding;
mod header;
mod lines;
mod quotes;
mod report;
mod width;

use csv::{ByteRecord, ReaderBuilder, StringRecord};
use rollbook_domain::table::{ColumnName, Row, Table, TableError, TableLimits, TableReader};

use self::cells::Place;
use self::lines::Lines;
use self::report::Report;
use crate::formula;

/// Reads CSV files strictly: rightly or not at all (Q-30, N91).
///
/// Lines are physical lines, so a row's number is where the person finds it in an editor, quoted line breaks or not.
#[derive(Debug, Clone, Copy, Default)]
pub struct CsvReader;

impl TableReader for CsvReader {
    fn read(&self, bytes: &[u8], limits: &TableLimits) -> Result<Table, Vec<TableError>> {
        let bytes = encoding::check(bytes).map_err(|error| vec![error])?;
        let mut reading = Reading::new(bytes, limits);
        if let Err(error) = reading.read_records() {
            reading.report.push(error);
        }
        let Reading { header, rows, report, .. } = reading;
        if report.is_empty() { Ok(Table { header, rows }) } else { Err(report.into_errors()) }
    }
}

/// One pass over one file.
struct Reading<'file> {
    bytes: &'file [u8],
    limits: &'file TableLimits,
    separator: u8,
    header: Vec<ColumnName>,
    rows: Vec<Row>,
    row_count: usize,
    report: Report,
}

impl<'file> Reading<'file> {
    fn new(bytes: &'file [u8], limits: &'file TableLimits) -> Self {
        Self {
            bytes,
            limits,
            separator: dialect::separator(bytes),
            header: Vec::new(),
            rows: Vec::new(),
            row_count: 0,
            report: Report::default(),
        }
    }

    /// Reads to the end, or to the first error after which the rest of the file cannot be understood.
    fn read_records(&mut self) -> Result<(), TableError> {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.separator)
            .from_reader(self.bytes);
        let mut lines = Lines::new(self.bytes);
        let mut record = ByteRecord::new();
        loop {
            let is_read = reader.read_byte_record(&mut record);
            let raw = lines.advance_to(reader.position().byte())?;
            let line = lines.line();
            if !is_read.map_err(|error| unreadable(line, &error))? {
                return Ok(());
            }
            quotes::check(raw, self.separator).map_err(|flaw| flaw.into_error(line, &self.header))?;
            if width::is_blank(&record, raw) {
                continue;
            }
            record = if self.header.is_empty() {
                self.take_header(record, line)?
            } else {
                self.take_row(record, raw, line)?
            };
        }
    }

    fn take_header(&mut self, record: ByteRecord, line: u32) -> Result<ByteRecord, TableError> {
        header::check_width(&record, line, self.limits)?;
        cells::check(&record, &Place { line, header: &[] }, self.limits, &mut self.report);
        let names = StringRecord::from_byte_record_lossy(record);
        self.header = names.iter().map(|name| ColumnName::new(formula::unguarded(name))).collect();
        header::check_names(&self.header, line, &mut self.report);
        Ok(names.into_byte_record())
    }

    fn take_row(&mut self, record: ByteRecord, raw: &[u8], line: u32) -> Result<ByteRecord, TableError> {
        self.row_count += 1;
        if self.row_count > self.limits.max_rows {
            self.report = Report::default();
            return Err(too_many_rows(line, self.limits.max_rows));
        }
        let place = Place { line, header: &self.header };
        cells::check(&record, &place, self.limits, &mut self.report);
        width::check(&record, raw, &place, &mut self.report);
        if !self.report.is_empty() {
            return Ok(record);
        }
        let text = StringRecord::from_byte_record_lossy(record);
        self.rows.push(Row::new(line, text.iter().map(formula::unguarded)));
        Ok(text.into_byte_record())
    }
}

fn too_many_rows(line: u32, max_rows: usize) -> TableError {
    TableError::new(
        line,
        format!("this is data row {}, one too many (Q-26)", max_rows + 1),
        format!("at most {max_rows} data rows, not counting the header and blank lines"),
    )
}

fn unreadable(line: u32, error: &csv::Error) -> TableError {
    TableError::new(line, format!("cannot be read: {error}"), "a CSV file")
}
