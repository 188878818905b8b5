//! Reading one state of a database.

use std::path::Path;

use async_trait::async_trait;
use rollbook_domain::port::copy::{Cell, CopyError, CopySource, Layout, PAGE_BYTES, Row, Table, TenantMark};
use rusqlite::{Connection, OptionalExtension};

use super::{failed, layout, statement};
use crate::open::{Absence, OpenError, open_writer, reader};
use crate::options::SqliteOptions;

/// A database to copy from: one transaction that reads, so that nothing moves under it while others write.
pub struct SqliteCopySource {
    connection: Connection,
    layout: Layout,
    /// Closed last, because only who may write folds the write-ahead log into the file and removes it.
    _writer: Connection,
}

impl SqliteCopySource {
    /// Opens a database that is there, and brings an older one up to date.
    ///
    /// # Errors
    /// [`OpenError`]; an unfinished copy is no source.
    pub fn open(path: &Path, options: &SqliteOptions) -> Result<Self, OpenError> {
        let writer = open_writer(path, Absence::IsAnError, options.writer_cache_kib)?;
        let connection = reader(path, options.reader_cache_kib)?;
        connection.execute_batch("BEGIN DEFERRED")?;
        let layout = layout::layout(&connection)?;
        Ok(Self { connection, layout, _writer: writer })
    }
}

#[async_trait]
impl CopySource for SqliteCopySource {
    fn layout(&self) -> &Layout {
        &self.layout
    }

    async fn tenant_numbers(&mut self) -> Result<Vec<i64>, CopyError> {
        tenant_numbers(&self.connection)
    }

    async fn mark(&mut self, tenant_no: i64) -> Result<TenantMark, CopyError> {
        mark(&self.connection, tenant_no).map_err(failed)
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

    async fn refresh(&mut self) -> Result<(), CopyError> {
        self.connection.execute_batch("COMMIT; BEGIN DEFERRED").map_err(failed)
    }
}

pub(super) fn tenant_numbers(connection: &Connection) -> Result<Vec<i64>, CopyError> {
    let numbers = connection.prepare_cached("SELECT tenant_no FROM tenants ORDER BY tenant_no").and_then(
        |mut statement| statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>(),
    );
    numbers.map_err(failed)
}

pub(super) fn mark(connection: &Connection, tenant_no: i64) -> rusqlite::Result<TenantMark> {
    let first_commit = connection
        .prepare_cached("SELECT c.id FROM events e JOIN commits c ON c.tenant_no = e.tenant_no AND c.commit_no = e.commit_no \
             WHERE e.tenant_no = ?1 ORDER BY e.sequence LIMIT 1",
        )?
        .query_row([tenant_no], |row| row.get(0))
        .optional()?;
    let number = |sql: &str| connection.prepare_cached(sql)?.query_row([tenant_no], |row| row.get(0));
    let commits = number("SELECT count(*) FROM commits WHERE tenant_no = ?1")?;
    let last_sequence = number("SELECT coalesce(max(sequence), 0) FROM events WHERE tenant_no = ?1")?;
    let mail_moves = connection
        .prepare_cached(
            "SELECT coalesce(sum(epoch), 0), count(ended_at), count(leased_until) FROM mails WHERE tenant_no = ?1",
        )?
        .query_row([tenant_no], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]))?;
    let logins = connection
        .prepare_cached("SELECT count(*), coalesce(max(at), 0) FROM logins WHERE tenant_no = ?1")?
        .query_row([tenant_no], |row| Ok([row.get(0)?, row.get(1)?]))?;
    Ok(TenantMark { tenant_no, first_commit, commits, last_sequence, mail_moves, logins })
}
