//! The one connection that a copy works on, and its transactions.

use rollbook_domain::port::copy::{CopyError, Layout};
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, ConnectOptions as _, PgConnection};
use tokio::time::timeout;

use super::layout::{Types, layout};
use super::{failed, failure};
use crate::engine::Engine;
use crate::open::{Address, OpenError};
use crate::options::PostgresOptions;
use crate::tables::Binds;

/// How transactions are begun and ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// All reading is one transaction and sees one state.
    OneState,
    /// Everything is a transaction of its own.
    Each,
}

impl Mode {
    /// Nothing is given up for taking long, for large tables take their time.
    fn begin(self) -> &'static str {
        match self {
            Self::OneState => {
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0; \
                 SET LOCAL idle_in_transaction_session_timeout = 0"
            }
            Self::Each => {
                "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL statement_timeout = 0; \
                 SET LOCAL idle_in_transaction_session_timeout = 0"
            }
        }
    }
}

/// The connection; dropping it ends what it was doing.
pub(super) struct Session {
    connection: PgConnection,
    mode: Mode,
    keeps_statements: bool,
    is_begun: bool,
    /// Whose rows the transaction sees.
    tenant_no: Option<i64>,
    pub(super) types: Types,
    /// How many rows fill a page, as far as is known of the table read last.
    pub(super) fitting: usize,
}

impl Session {
    /// Connects, and reads the layout.
    pub(super) async fn open(
        engine: &Engine,
        url: &str,
        options: &PostgresOptions,
        mode: Mode,
    ) -> Result<(Self, Layout), OpenError> {
        let address = Address::parse(url)?;
        let (connect, keeps_statements) = (address.connect_options(options), address.owns_sessions);
        let patience = options.acquire_timeout;
        let opened = engine.run(async move {
            let connection = match timeout(patience, connect.connect()).await {
                Ok(connected) => connected.map_err(failed)?,
                Err(_) => return Err(failed(sqlx::Error::PoolTimedOut)),
            };
            let mut session = Self {
                connection,
                mode,
                keeps_statements,
                is_begun: false,
                tenant_no: None,
                types: Types::new(),
                fitting: usize::MAX,
            };
            let (found, types) = layout(session.transaction().await.map_err(failed)?).await?;
            session.types = types;
            session.end().await.map_err(failed)?;
            Ok::<_, CopyError>((session, found))
        });
        Ok(opened.await.map_err(OpenError::stopped)??)
    }

    /// The connection within a transaction, which is begun where there is none.
    async fn transaction(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        if !self.is_begun {
            sqlx::raw_sql(self.mode.begin()).execute(&mut self.connection).await?;
            (self.is_begun, self.tenant_no) = (true, None);
        }
        Ok(&mut self.connection)
    }

    /// The transaction, in which this tenant's rows are seen and written.
    async fn of_tenant(&mut self, tenant_no: i64) -> Result<&mut PgConnection, sqlx::Error> {
        self.transaction().await?;
        if self.tenant_no.replace(tenant_no) != Some(tenant_no) {
            // A number alone is put into the text.
            let sql = format!("SET LOCAL rollbook.tenant_no = {tenant_no}");
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut self.connection).await?;
        }
        Ok(&mut self.connection)
    }

    /// Reads all rows of a statement about one tenant; every name in it comes from the schema.
    pub(super) async fn fetch(
        &mut self,
        tenant_no: i64,
        sql: String,
        binds: Binds,
    ) -> Result<Vec<PgRow>, CopyError> {
        let arguments = binds.done().map_err(failure)?;
        let query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(self.keeps_statements);
        query.fetch_all(self.of_tenant(tenant_no).await.map_err(failed)?).await.map_err(failed)
    }

    /// Runs a statement about one tenant.
    pub(super) async fn run(&mut self, tenant_no: i64, sql: String, binds: Binds) -> Result<(), sqlx::Error> {
        let arguments = binds.done().map_err(|failure| sqlx::Error::Encode(format!("{failure:?}").into()))?;
        let query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(self.keeps_statements);
        query.execute(self.of_tenant(tenant_no).await?).await.map(|_| ())
    }

    /// Ends a transaction that was for one thing; what it wrote is there from then on.
    pub(super) async fn end(&mut self) -> Result<(), sqlx::Error> {
        if self.mode == Mode::Each && self.is_begun {
            self.is_begun = false;
            sqlx::raw_sql("COMMIT").execute(&mut self.connection).await?;
        }
        Ok(())
    }

    /// Gives a transaction up, so that the next begins anew.
    pub(super) async fn give_up(&mut self) -> Result<(), sqlx::Error> {
        self.is_begun = false;
        sqlx::raw_sql("ROLLBACK").execute(&mut self.connection).await.map(|_| ())
    }
}
