//! Tables that people bring and take away: a header, its rows, and the ports that read and write them.
//!
//! A table knows nothing of what its columns mean; the import plans do. What it does keep is where each row stood
//! in the file, so that every complaint can point at a line the person can find.

mod column_name;
mod error;
mod reader;
mod row;
mod writer;

pub use self::column_name::ColumnName;
pub use self::error::TableError;
pub use self::reader::{TableLimits, TableReader};
pub use self::row::Row;
pub use self::writer::TableWriter;

/// A header and the data rows below it, each as wide as the header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns, in the order of the file.
    pub header: Vec<ColumnName>,
    /// The data rows, in the order of the file, without blank lines.
    pub rows: Vec<Row>,
}

impl Table {
    /// The index of the column of that name, however it was typed.
    ///
    /// ```
    /// use rollbook_domain::table::{ColumnName, Row, Table};
    ///
    /// let header = vec![ColumnName::new("E-Mail"), ColumnName::new("Group Code")];
    /// let rows = vec![Row::new(2, ["ada@example.org", "G1"].into_iter())];
    /// let table = Table { header, rows };
    /// let group = table.column("group_code").unwrap();
    /// assert_eq!(table.rows[0].cell(group), "G1");
    /// ```
    pub fn column(&self, name: &str) -> Option<usize> {
        let wanted = ColumnName::new(name);
        self.header.iter().position(|column| column.matches(&wanted))
    }
}
