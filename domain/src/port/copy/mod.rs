//! Moving a whole installation from one database to another, as tables of cells.
//!
//! # Rules of the port
//! - A source shows one state, that of when it was opened or last refreshed, however long it is read.
//! - Rows are read and written tenant by tenant and in the order of their keys, so the last key that a target holds
//!   says how far a copy has come, and nothing else has to be remembered.
//! - Both sides show the same cells for the same fact: an id is its 16 bytes, a flag is 0 or 1, JSON is its text.
//! - What one kind of database keeps for itself, because it can be derived, is no column here.
//! - A target whose copy is not finished cannot be opened as a store.

mod cell;
mod digest;
mod error;
mod layout;
mod standing;

use async_trait::async_trait;
pub use cell::{Cell, CellKind, Row};
pub use digest::{Digester, TableDigest};
pub use error::CopyError;
pub use layout::{Column, Layout, Table};
pub use standing::{Standing, TargetStanding, TenantMark};

/// A page of rows ends once its cells hold more bytes than this, so that memory stays bounded whatever the rows hold.
pub const PAGE_BYTES: usize = 4 * 1024 * 1024;

/// A database to read from, table by table.
#[async_trait]
pub trait CopySource: Send {
    /// Its tables.
    fn layout(&self) -> &Layout;

    /// The numbers of all tenants, the smallest first.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn tenant_numbers(&mut self) -> Result<Vec<i64>, CopyError>;

    /// How far a tenant has come.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn mark(&mut self, tenant_no: i64) -> Result<TenantMark, CopyError>;

    /// How many rows of a table a tenant has.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn count(&mut self, table: &Table, tenant_no: i64) -> Result<u64, CopyError>;

    /// The next rows of a tenant in the order of their keys, those after the key given; never more than `most`, and
    /// none at all only when there are no more. The key is as [`Table::key_of`] gives it, and not empty.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn read(
        &mut self,
        table: &Table,
        tenant_no: i64,
        after: Option<&[Cell]>,
        most: usize,
    ) -> Result<Vec<Row>, CopyError>;

    /// Goes on to the newest state.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn refresh(&mut self) -> Result<(), CopyError>;
}

/// A database to write to.
#[async_trait]
pub trait CopyTarget: CopySource {
    /// What it is: empty, begun or in use.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn found(&mut self) -> Result<TargetStanding, CopyError>;

    /// Notes what it is to be a copy of; from now on it cannot be opened as a store.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn begin(&mut self, source: &Standing) -> Result<(), CopyError>;

    /// The greatest key that a tenant has in a table, as [`Table::key_of`] gives it.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn last_key(&mut self, table: &Table, tenant_no: i64) -> Result<Option<Row>, CopyError>;

    /// Writes rows of one tenant, all of them or none.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn write(&mut self, table: &Table, tenant_no: i64, rows: Vec<Row>) -> Result<(), CopyError>;

    /// Derives what this kind of database keeps for itself, and makes it a store.
    ///
    /// # Errors
    /// [`CopyError`].
    async fn finish(&mut self) -> Result<(), CopyError>;
}
