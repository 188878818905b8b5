use csv::ByteRecord;
use rollbook_domain::table::{ColumnName, TableError, TableLimits};

use super::Report;

/// Refuses a header that is no list of columns: too many of them, or one where the separator is a tab.
pub(super) fn check_width(record: &ByteRecord, line: u32, limits: &TableLimits) -> Result<(), TableError> {
    if record.len() > limits.max_columns {
        let problem = format!("the header has {} columns", record.len());
        return Err(TableError::new(line, problem, format!("at most {} columns", limits.max_columns)));
    }
    if record.len() == 1 && record.as_slice().contains(&b'\t') {
        let error =
            TableError::new(line, "is separated by tabs", "columns separated by commas or semicolons");
        return Err(error.with_value(&String::from_utf8_lossy(record.as_slice())));
    }
    Ok(())
}

/// Reports columns without a name, and names that stand there twice.
pub(super) fn check_names(header: &[ColumnName], line: u32, report: &mut Report) {
    for (index, name) in header.iter().enumerate() {
        let column = (index + 1).to_string();
        if name.is_empty() {
            let error = TableError::new(line, "is no column name", "a name above every column");
            report.push(error.in_column(&column).with_value(name.typed()));
        } else if let Some(first) = header[..index].iter().find(|earlier| earlier.matches(name)) {
            let problem = format!("is the same column name as {:?}", first.typed());
            let error =
                TableError::new(line, problem, "every column once; case, spaces, _ and - make no difference");
            report.push(error.in_column(&column).with_value(name.typed()));
        }
    }
}
