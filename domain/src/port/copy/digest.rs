//! Digests of whole tables, the same for the same rows in every database.

use std::fmt::{self, Write as _};

use sha2::{Digest as _, Sha256};

use super::{Cell, Table};

/// How many rows a table has, and a hash of all of them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TableDigest {
    /// The rows of all tenants.
    pub rows: u64,
    /// SHA-256 over the table's name, its columns and its rows in the order of their keys.
    pub sha256: [u8; 32],
}

impl TableDigest {
    /// The hash in hexadecimal digits.
    pub fn hexadecimal(&self) -> String {
        self.sha256.iter().fold(String::with_capacity(64), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    }
}

impl fmt::Debug for TableDigest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} rows, {}", self.rows, self.hexadecimal())
    }
}

/// Takes the rows of one table in, one after the other, and keeps none of them.
pub struct Digester {
    rows: u64,
    hash: Sha256,
}

impl Digester {
    /// Before the first row.
    pub fn new(table: &Table) -> Self {
        let mut digester = Self { rows: 0, hash: Sha256::new() };
        digester.sized(table.name().as_bytes());
        for column in table.columns() {
            digester.sized(column.name.as_bytes());
        }
        digester
    }

    /// Takes the next row in.
    pub fn take(&mut self, row: &[Cell]) {
        self.rows += 1;
        for cell in row {
            match cell {
                Cell::Null => self.hash.update([0]),
                Cell::Integer(integer) => {
                    self.hash.update([1]);
                    self.hash.update(integer.to_be_bytes());
                }
                Cell::Text(text) => {
                    self.hash.update([2]);
                    self.sized(text.as_bytes());
                }
                Cell::Bytes(bytes) => {
                    self.hash.update([3]);
                    self.sized(bytes);
                }
            }
        }
    }

    /// The digest of what was taken in.
    pub fn finish(self) -> TableDigest {
        TableDigest { rows: self.rows, sha256: self.hash.finalize().into() }
    }

    /// With its length first, so that no two lists of cells are written alike.
    fn sized(&mut self, bytes: &[u8]) {
        self.hash.update((bytes.len() as u64).to_be_bytes());
        self.hash.update(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CellKind, Column};
    use super::*;

    fn table() -> Table {
        let text = |name: &str| Column { name: name.to_owned(), kind: CellKind::Text };
        let tenant = Column { name: "tenant_no".to_owned(), kind: CellKind::Integer };
        Table::new("groups", vec![tenant], vec![text("code"), text("name")]).unwrap()
    }

    fn of(rows: &[[Cell; 3]]) -> TableDigest {
        let mut digester = Digester::new(&table());
        for row in rows {
            digester.take(row);
        }
        digester.finish()
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn the_same_rows_have_the_same_digest_and_any_other_rows_another() {
        let one = Cell::Integer(1);
        let all = [
            vec![],
            vec![[one.clone(), text("ab"), text("c")]],
            vec![[one.clone(), text("a"), text("bc")]],
            vec![[one.clone(), text(""), text("abc")]],
            vec![[one.clone(), Cell::Null, text("abc")]],
            vec![[one.clone(), Cell::Bytes(b"ab".to_vec()), text("c")]],
            vec![[Cell::Integer(2), text("ab"), text("c")]],
            vec![[one.clone(), text("ab"), text("c")], [Cell::Integer(2), text("ab"), text("c")]],
            vec![[Cell::Integer(2), text("ab"), text("c")], [one, text("ab"), text("c")]],
        ];
        for (place, rows) in all.iter().enumerate() {
            for (other_place, other) in all.iter().enumerate() {
                assert_eq!(of(rows) == of(other), place == other_place, "{rows:?} {other:?}");
            }
        }
    }

    #[test]
    fn tables_without_rows_differ_by_their_names() {
        let tenant = || vec![Column { name: "tenant_no".to_owned(), kind: CellKind::Integer }];
        let of = |name| Digester::new(&Table::new(name, tenant(), vec![]).unwrap()).finish();
        assert_ne!(of("groups"), of("courses"));
    }
}
