//! Writing a copy.

use std::path::Path;

use async_trait::async_trait;
use rollbook_domain::port::copy::{
    Cell, CopyError, CopySource, CopyTarget, Layout, PAGE_BYTES, Row, Standing, Table, TargetStanding,
    TenantMark,
};
use rusqlite::{Connection, ErrorCode, TransactionBehavior, params};

use super::layout::PROGRESS;
use super::{failed, layout, source, statement};
use crate::open::{APPLICATION_ID, Absence, OpenError, UNFINISHED_ID, application_id, open_writer};
use crate::options::SqliteOptions;

/// A database to copy into.
pub struct SqliteCopyTarget {
    connection: Connection,
    layout: Layout,
}

impl SqliteCopyTarget {
    /// Opens a database, makes it where there is no file or an empty one, and takes an unfinished copy up.
    ///
    /// # Errors
    /// [`OpenError`].
    pub fn open(path: &Path, options: &SqliteOptions) -> Result<Self, OpenError> {
        let connection = open_writer(path, Absence::TakesACopy, options.writer_cache_kib)?;
        let layout = layout::layout(&connection)?;
        Ok(Self { connection, layout })
    }

    fn found(&self) -> rusqlite::Result<TargetStanding> {
        if application_id(&self.connection)? == UNFINISHED_ID {
            let sql = format!("SELECT installation, state FROM {PROGRESS}");
            let begun =
                |row: &rusqlite::Row<'_>| Ok(Standing { installation: row.get(0)?, state: row.get(1)? });
            return self.connection.query_row(&sql, [], begun).map(TargetStanding::Unfinished);
        }
        // Every row belongs to a tenant.
        let is_in_use: bool =
            self.connection.query_row("SELECT EXISTS (SELECT 1 FROM tenants)", [], |row| row.get(0))?;
        Ok(if is_in_use { TargetStanding::InUse } else { TargetStanding::Empty })
    }

    fn begin(&mut self, source: &Standing) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(&format!(
            "CREATE TABLE {PROGRESS} (installation BLOB NOT NULL, state BLOB NOT NULL) STRICT"
        ))?;
        let sql = format!("INSERT INTO {PROGRESS} (installation, state) VALUES (?1, ?2)");
        transaction.execute(&sql, params![source.installation, source.state])?;
        transaction.pragma_update(None, "application_id", UNFINISHED_ID)?;
        transaction.commit()
    }

    fn write(&mut self, table: &Table, rows: &[Row]) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        statement::insert(&transaction, table, rows)?;
        transaction.commit()
    }

    fn finish(&mut self) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(&format!("DROP TABLE {PROGRESS}"))?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()
    }
}

#[async_trait]
impl CopySource for SqliteCopyTarget {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    async fn tenant_numbers(&mut self) -> Result<Vec<i64>, CopyError> {
        source::tenant_numbers(&self.connection)
    }

    async fn mark(&mut self, tenant_no: i64) -> Result<TenantMark, CopyError> {
        source::mark(&self.connection, tenant_no).map_err(failed)
    }

    async fn count(&mut self, table: &Table, tenant_no: i64) -> Result<u64, CopyError> {
        statement::count(&self.connection, table, tenant_no)
    }

    async fn read(
        &mut self,
        table: &Table,
        tenant_no: i64,
        after: Option<&[Cell]>,
        most: usize,
    ) -> Result<Vec<Row>, CopyError> {
        statement::read(&self.connection, table, tenant_no, after, [most, PAGE_BYTES])
    }

    /// Each read sees the newest state, and nobody else writes to an unfinished copy.
    async fn refresh(&mut self) -> Result<(), CopyError> {
        Ok(())
    }
}

#[async_trait]
impl CopyTarget for SqliteCopyTarget {
    async fn found(&mut self) -> Result<TargetStanding, CopyError> {
        Self::found(self).map_err(failed)
    }

    async fn begin(&mut self, source: &Standing) -> Result<(), CopyError> {
        Self::begin(self, source).map_err(failed)
    }

    async fn last_key(&mut self, table: &Table, tenant_no: i64) -> Result<Option<Row>, CopyError> {
        statement::last_key(&self.connection, table, tenant_no)
    }

    async fn write(&mut self, table: &Table, _tenant_no: i64, rows: Vec<Row>) -> Result<(), CopyError> {
        Self::write(self, table, &rows).map_err(|error| match error.sqlite_error_code() {
            // The message names columns and checks, and no values.
            Some(ErrorCode::ConstraintViolation) => {
                CopyError::TurnedDown { table: table.name().to_owned(), problem: error.to_string() }
            }
            _ => failed(error),
        })
    }

    async fn finish(&mut self) -> Result<(), CopyError> {
        Self::finish(self).map_err(failed)
    }
}
