//! Writing a copy.

use async_trait::async_trait;
use rollbook_domain::port::copy::{
    Cell, CopyError, CopySource, CopyTarget, Layout, Row, Standing, Table, TargetStanding, TenantMark,
};
use sqlx::Row as _;

use super::failed;
use super::layout::PROGRESS;
use super::mark::NOBODY;
use super::rows::stopped;
use super::session::{Mode, Session};
use super::source::{PostgresCopySource, in_session};
use crate::migrate::migrate;
use crate::open::OpenError;
use crate::options::PostgresOptions;
use crate::store::PostgresStore;
use crate::tables::{Binds, binds};

/// A database to copy into.
pub struct PostgresCopyTarget(PostgresCopySource);

impl PostgresCopyTarget {
    /// Opens a database, lays the schema out where there is none, and takes an unfinished copy up.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn open(url: &str, options: &PostgresOptions) -> Result<Self, OpenError> {
        match PostgresStore::open(url, options).await {
            Err(OpenError::Empty) => {
                migrate(url, options, |_| ()).await?;
            }
            // A store in use is refused later, and its schema is not touched before.
            Ok(_) | Err(OpenError::Unfinished) => {}
            Err(other) => return Err(other),
        }
        PostgresCopySource::start(url, options, Mode::Each).await.map(Self)
    }
}

impl Session {
    async fn found(&mut self) -> Result<TargetStanding, CopyError> {
        let sql = format!("SELECT to_regclass('{PROGRESS}') IS NOT NULL, EXISTS (SELECT FROM tenants)");
        let rows = self.fetch(NOBODY, sql, Binds::default()).await?;
        let is_so = |place: usize| rows.first().map_or(Ok(false), |row| row.try_get::<bool, _>(place));
        let (is_begun, is_in_use) = (is_so(0).map_err(failed)?, is_so(1).map_err(failed)?);
        let found = match (is_begun, is_in_use) {
            (true, _) => TargetStanding::Unfinished(self.begun().await?),
            (false, true) => TargetStanding::InUse,
            (false, false) => TargetStanding::Empty,
        };
        self.end().await.map_err(failed)?;
        Ok(found)
    }

    async fn begun(&mut self) -> Result<Standing, CopyError> {
        let sql = format!("SELECT installation, state FROM {PROGRESS}");
        let rows = self.fetch(NOBODY, sql, Binds::default()).await?;
        let hash = |place: usize| -> Result<[u8; 32], sqlx::Error> {
            let row = rows.first().ok_or(sqlx::Error::RowNotFound)?;
            row.try_get(place)
        };
        Ok(Standing { installation: hash(0).map_err(failed)?, state: hash(1).map_err(failed)? })
    }

    async fn begin(&mut self, source: Standing) -> Result<(), sqlx::Error> {
        let sql = format!("CREATE TABLE {PROGRESS} (installation BYTEA NOT NULL, state BYTEA NOT NULL)");
        self.run(NOBODY, sql, Binds::default()).await?;
        let sql = format!("INSERT INTO {PROGRESS} (installation, state) VALUES ($1, $2)");
        self.run(NOBODY, sql, binds![source.installation, source.state]).await?;
        self.end().await
    }
}

#[async_trait]
impl CopySource for PostgresCopyTarget {
    fn layout(&self) -> &Layout {
        self.0.layout()
    }

    async fn tenant_numbers(&mut self) -> Result<Vec<i64>, CopyError> {
        self.0.tenant_numbers().await
    }

    async fn mark(&mut self, tenant_no: i64) -> Result<TenantMark, CopyError> {
        self.0.mark(tenant_no).await
    }

    async fn count(&mut self, table: &Table, tenant_no: i64) -> Result<u64, CopyError> {
        self.0.count(table, tenant_no).await
    }

    async fn read(
        &mut self,
        table: &Table,
        tenant_no: i64,
        after: Option<&[Cell]>,
        most: usize,
    ) -> Result<Vec<Row>, CopyError> {
        self.0.read(table, tenant_no, after, most).await
    }

    /// Each read sees the newest state, and nobody else writes to an unfinished copy.
    async fn refresh(&mut self) -> Result<(), CopyError> {
        Ok(())
    }
}

#[async_trait]
impl CopyTarget for PostgresCopyTarget {
    async fn found(&mut self) -> Result<TargetStanding, CopyError> {
        in_session!(self.0, session => session.found())
    }

    async fn begin(&mut self, source: &Standing) -> Result<(), CopyError> {
        let source = *source;
        in_session!(self.0, session => session.begin(source)).map_err(failed)
    }

    async fn last_key(&mut self, table: &Table, tenant_no: i64) -> Result<Option<Row>, CopyError> {
        let table = table.clone();
        in_session!(self.0, session => session.last_key(&table, tenant_no))
    }

    async fn write(&mut self, table: &Table, tenant_no: i64, rows: Vec<Row>) -> Result<(), CopyError> {
        let table = table.clone();
        in_session!(self.0, session => session.write(&table, tenant_no, &rows))
    }

    async fn finish(&mut self) -> Result<(), CopyError> {
        in_session!(self.0, session => session.finish())
    }
}
