//! Reading the cells of a row one after the other.

use std::cell::Cell;
use std::fmt::Display;
use std::fmt::Write as _;

use rollbook_domain::email::EmailAddress;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::StoreError;
use rollbook_domain::port::stored::Word;
use rollbook_domain::time::Instant;
use rusqlite::Row;
use rusqlite::types::ValueRef;
use serde::de::DeserializeOwned;

use super::StoredId;
use crate::failure::Outcome;

/// The cells of one row, read from left to right; a cell that cannot be understood is named with table, column and id.
pub(crate) struct Cells<'row> {
    row: &'row Row<'row>,
    table: &'static str,
    next: Cell<usize>,
}

impl<'row> Cells<'row> {
    pub(crate) fn new(row: &'row Row<'row>, table: &'static str) -> Self {
        Self { row, table, next: Cell::new(0) }
    }

    /// Goes on with the columns of a joined table.
    pub(crate) fn turn_to(&mut self, table: &'static str) {
        self.table = table;
    }

    fn value(&self) -> Outcome<ValueRef<'row>> {
        let place = self.next.get();
        self.next.set(place + 1);
        Ok(self.row.get_ref(place)?)
    }

    /// Passes over so many cells.
    pub(crate) fn skip(&self, count: usize) {
        self.next.set(self.next.get() + count);
    }

    /// Whether the next cell is null; it stays the next one.
    pub(crate) fn is_null(&self) -> Outcome<bool> {
        Ok(matches!(self.row.get_ref(self.next.get())?, ValueRef::Null))
    }

    pub(crate) fn optional_integer(&self, column: &'static str) -> Outcome<Option<i64>> {
        match self.value()? {
            ValueRef::Integer(integer) => Ok(Some(integer)),
            ValueRef::Null => Ok(None),
            _ => Err(self.corrupt(column, "it is not an integer")),
        }
    }

    pub(crate) fn integer(&self, column: &'static str) -> Outcome<i64> {
        self.optional_integer(column)?.ok_or_else(|| self.corrupt(column, "it is empty"))
    }

    /// A count that is never negative.
    pub(crate) fn count(&self, column: &'static str) -> Outcome<u64> {
        u64::try_from(self.integer(column)?).map_err(|_| self.corrupt(column, "it is negative"))
    }

    pub(crate) fn optional_count(&self, column: &'static str) -> Outcome<Option<u64>> {
        self.optional_integer(column)?
            .map(|integer| u64::try_from(integer).map_err(|_| self.corrupt(column, "it is negative")))
            .transpose()
    }

    pub(crate) fn optional_small(&self, column: &'static str) -> Outcome<Option<u32>> {
        self.optional_integer(column)?
            .map(|integer| u32::try_from(integer).map_err(|_| self.corrupt(column, "it is out of range")))
            .transpose()
    }

    pub(crate) fn small(&self, column: &'static str) -> Outcome<u32> {
        self.optional_small(column)?.ok_or_else(|| self.corrupt(column, "it is empty"))
    }

    pub(crate) fn is_set(&self, column: &'static str) -> Outcome<bool> {
        Ok(self.integer(column)? != 0)
    }

    pub(crate) fn optional_instant(&self, column: &'static str) -> Outcome<Option<Instant>> {
        self.optional_integer(column)?
            .map(|micros| Instant::from_micros(micros).map_err(|error| self.corrupt(column, error)))
            .transpose()
    }

    pub(crate) fn instant(&self, column: &'static str) -> Outcome<Instant> {
        self.optional_instant(column)?.ok_or_else(|| self.corrupt(column, "it is empty"))
    }

    pub(crate) fn optional_text(&self, column: &'static str) -> Outcome<Option<&'row str>> {
        match self.value()? {
            ValueRef::Text(bytes) => {
                std::str::from_utf8(bytes).map(Some).map_err(|error| self.corrupt(column, error))
            }
            ValueRef::Null => Ok(None),
            _ => Err(self.corrupt(column, "it is not a text")),
        }
    }

    pub(crate) fn text(&self, column: &'static str) -> Outcome<&'row str> {
        self.optional_text(column)?.ok_or_else(|| self.corrupt(column, "it is empty"))
    }

    /// A text in one of the domain's forms.
    pub(crate) fn parsed<T, E: Display>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Outcome<T> {
        parse(self.text(column)?).map_err(|error| self.corrupt(column, error))
    }

    pub(crate) fn optional_parsed<T, E: Display>(
        &self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Outcome<Option<T>> {
        self.optional_text(column)?
            .map(|text| parse(text).map_err(|error| self.corrupt(column, error)))
            .transpose()
    }

    pub(crate) fn json<T: DeserializeOwned>(&self, column: &'static str) -> Outcome<T> {
        self.parsed(column, |text| serde_json::from_str(text))
    }

    pub(crate) fn optional_json<T: DeserializeOwned>(&self, column: &'static str) -> Outcome<Option<T>> {
        self.optional_parsed(column, |text| serde_json::from_str(text))
    }

    pub(crate) fn word<T: Word>(&self, column: &'static str) -> Outcome<T> {
        let word = self.text(column)?;
        T::read(word)
            .ok_or_else(|| self.corrupt(column, format_args!("`{word}` is not a word of this column")))
    }

    pub(crate) fn bytes(&self, column: &'static str) -> Outcome<[u8; 16]> {
        match self.value()? {
            ValueRef::Blob(bytes) => {
                bytes.try_into().map_err(|_| self.corrupt(column, "it is not 16 bytes long"))
            }
            _ => Err(self.corrupt(column, "it is not 16 bytes")),
        }
    }

    /// Bytes of any length.
    pub(crate) fn optional_blob(&self, column: &'static str) -> Outcome<Option<&'row [u8]>> {
        match self.value()? {
            ValueRef::Blob(bytes) => Ok(Some(bytes)),
            ValueRef::Null => Ok(None),
            _ => Err(self.corrupt(column, "it is not made of bytes")),
        }
    }

    /// The 32 bytes of a hash.
    pub(crate) fn hash(&self, column: &'static str) -> Outcome<[u8; 32]> {
        let bytes = self.optional_blob(column)?.unwrap_or_default();
        bytes.try_into().map_err(|_| self.corrupt(column, "it is not 32 bytes long"))
    }

    /// The 32 bytes of a hash, or nothing.
    pub(crate) fn optional_hash(&self, column: &'static str) -> Outcome<Option<[u8; 32]>> {
        self.optional_blob(column)?
            .map(|bytes| bytes.try_into().map_err(|_| self.corrupt(column, "it is not 32 bytes long")))
            .transpose()
    }

    pub(crate) fn optional_id<T: StoredId>(&self, column: &'static str) -> Outcome<Option<T>> {
        if self.is_null()? {
            self.skip(1);
            return Ok(None);
        }
        self.id(column).map(Some)
    }

    pub(crate) fn optional_word<T: Word>(&self, column: &'static str) -> Outcome<Option<T>> {
        if self.is_null()? {
            self.skip(1);
            return Ok(None);
        }
        self.word(column).map(Some)
    }

    /// An address in its two forms, each in a column of its own.
    pub(crate) fn optional_address(
        &self,
        [typed, canonical]: [&'static str; 2],
    ) -> Outcome<Option<Personal<EmailAddress>>> {
        let address = self.optional_text(typed)?.zip(self.optional_text(canonical)?);
        Ok(address.map(|(typed, canonical)| Personal::new(EmailAddress::from_stored(typed, canonical))))
    }

    pub(crate) fn id<T: StoredId>(&self, column: &'static str) -> Outcome<T> {
        Ok(T::from_bytes(self.bytes(column)?))
    }

    /// Says that the cell just read, or one that goes with it, cannot be understood.
    pub(crate) fn corrupt(&self, column: &'static str, problem: impl Display) -> crate::failure::Failure {
        let problem = problem.to_string();
        StoreError::Corrupt { table: self.table, column, id: self.key(), problem }.into()
    }

    /// The first id in the row, in hexadecimal digits as `SQLite` shows it.
    fn key(&self) -> String {
        let mut key = String::new();
        for place in 0.. {
            match self.row.get_ref(place) {
                Ok(ValueRef::Blob(bytes)) => {
                    for byte in bytes {
                        let _ = write!(key, "{byte:02x}");
                    }
                    break;
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        key
    }
}
