//! Reading the cells of a row one after the other.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt::Display;

use rollbook_domain::email::EmailAddress;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::StoreError;
use rollbook_domain::port::stored::Word;
use rollbook_domain::time::Instant;
use serde::de::DeserializeOwned;
use sqlx::postgres::PgRow;
use sqlx::{Column as _, Decode, Postgres, Row as _, TypeInfo as _, ValueRef as _};
use uuid::Uuid;

use super::StoredId;
use crate::failure::Outcome;
use crate::tables::CommitFacts;

/// The cells of one row, read from left to right; a cell that cannot be understood is named with table, column and id.
pub(crate) struct Cells<'row> {
    row: &'row PgRow,
    table: &'static str,
    next: Cell<usize>,
    commits: &'row HashMap<i64, CommitFacts>,
}

impl<'row> Cells<'row> {
    pub(crate) fn new(
        row: &'row PgRow,
        table: &'static str,
        commits: &'row HashMap<i64, CommitFacts>,
    ) -> Self {
        Self { row, table, next: Cell::new(0), commits }
    }

    /// Goes on with the columns of a joined table.
    pub(crate) fn turn_to(&mut self, table: &'static str) {
        self.table = table;
    }

    /// The next cell; the schema's column types are what the code takes them for.
    fn value<T: Decode<'row, Postgres>>(&self, column: &'static str) -> Outcome<Option<T>> {
        let place = self.next.get();
        self.next.set(place + 1);
        self.row.try_get_unchecked(place).map_err(|error| match error {
            sqlx::Error::ColumnDecode { source, .. } => self.corrupt(column, source),
            other => other.into(),
        })
    }

    /// Passes over so many cells.
    pub(crate) fn skip(&self, count: usize) {
        self.next.set(self.next.get() + count);
    }

    /// Whether the next cell is null; it stays the next one.
    pub(crate) fn is_null(&self) -> Outcome<bool> {
        Ok(self.row.try_get_raw(self.next.get())?.is_null())
    }

    pub(crate) fn optional_integer(&self, column: &'static str) -> Outcome<Option<i64>> {
        self.value(column)
    }

    pub(crate) fn integer(&self, column: &'static str) -> Outcome<i64> {
        self.optional_integer(column)?.ok_or_else(|| self.corrupt(column, "it is empty"))
    }

    /// When and by whom the commit was made that the next cell names.
    pub(crate) fn commit(&self, column: &'static str) -> Outcome<&'row CommitFacts> {
        let number = self.integer(column)?;
        self.commits.get(&number).ok_or_else(|| self.corrupt(column, "there is no such commit"))
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

    pub(crate) fn optional_flag(&self, column: &'static str) -> Outcome<Option<bool>> {
        self.value(column)
    }

    pub(crate) fn is_set(&self, column: &'static str) -> Outcome<bool> {
        self.optional_flag(column)?.ok_or_else(|| self.corrupt(column, "it is empty"))
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
        self.value(column)
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

    /// The UUID of an id, or of another key that is stored as one.
    pub(crate) fn uuid(&self, column: &'static str) -> Outcome<Uuid> {
        self.value(column)?.ok_or_else(|| self.corrupt(column, "it is empty"))
    }

    /// Bytes of any length.
    pub(crate) fn optional_blob(&self, column: &'static str) -> Outcome<Option<&'row [u8]>> {
        self.value(column)
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
        Ok(self.value(column)?.map(T::from_stored))
    }

    /// The ids of a set that was gathered in one cell.
    pub(crate) fn ids<T: StoredId>(&self, column: &'static str) -> Outcome<Vec<T>> {
        let uuids: Vec<Uuid> = self.value(column)?.ok_or_else(|| self.corrupt(column, "it is empty"))?;
        Ok(uuids.into_iter().map(T::from_stored).collect())
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
        Ok(T::from_stored(self.uuid(column)?))
    }

    /// Says that the cell just read, or one that goes with it, cannot be understood.
    pub(crate) fn corrupt(&self, column: &'static str, problem: impl Display) -> crate::failure::Failure {
        let problem = problem.to_string();
        StoreError::Corrupt { table: self.table, column, id: self.key(), problem }.into()
    }

    /// The first id in the row.
    fn key(&self) -> String {
        let first = self.row.columns().iter().find(|column| column.type_info().name() == "UUID");
        let id = first.and_then(|column| self.row.try_get::<Uuid, _>(column.ordinal()).ok());
        id.map(|id| id.to_string()).unwrap_or_default()
    }
}
