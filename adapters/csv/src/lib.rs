//! Rollbook's table files: a strict CSV reader and a formula-safe writer.
//!
//! [`CsvReader`] reads UTF-8, with or without a byte order mark, separated by commas or semicolons, with LF or CRLF
//! line ends and quoted line breaks. Everything else is refused with the line, the column, the value and the accepted
//! form, because a roster half understood gives the wrong people access. [`CsvWriter`] writes commas and LF, and takes
//! care that no cell is a formula to a spreadsheet; the reader takes that care off again.
//!
//! ```
//! use rollbook_csv::{CsvReader, CsvWriter};
//! use rollbook_domain::table::{TableLimits, TableReader, TableWriter};
//!
//! let mut file = Vec::new();
//! let rows = vec![vec!["ada@example.org".to_owned(), "=1+1".to_owned()]];
//! CsvWriter.write(&["Email", "Note"], &mut rows.into_iter(), &mut file)?;
//! assert_eq!(file, b"Email,Note\nada@example.org,\"'=1+1\"\n");
//!
//! let table = CsvReader.read(&file, &TableLimits::rows(250)).unwrap();
//! assert_eq!(table.rows[0].cell(1), "=1+1");
//! # Ok::<(), std::io::Error>(())
//! ```

mod formula;
mod reader;
mod writer;

pub use self::reader::CsvReader;
pub use self::writer::CsvWriter;
