//! The one connection that a copy works on, and its transactions.

use rollbook_domain::port::copy::CopyError;
use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Postgres, Transaction};

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

/// The connection.
pub(super) struct Session {
    pool: PgPool,
    mode: Mode,
    keeps_statements: bool,
    transaction: Option<Transaction<'static, Postgres>>,
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
    ) -> Result<(Self, rollbook_domain::port::copy::Layout), OpenError> {
        let address = Address::parse(url)?;
        let options = PostgresOptions { connections: 1, ..options.clone() };
        let opened = engine.run(async move {
            let mut session = Self {
                pool: address.pool(&options),
                mode,
                keeps_statements: address.owns_sessions,
                transaction: None,
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

    /// The transaction, begun where there is none.
    pub(super) async fn transaction(&mut self) -> Result<&mut PgConnection, sqlx::Error> {
        let transaction = match self.transaction.take() {
            Some(transaction) => transaction,
            None => {
                self.tenant_no = None;
                self.pool.begin_with(self.mode.begin()).await?
            }
        };
        Ok(&mut **self.transaction.insert(transaction))
    }

    /// The transaction, in which this tenant's rows are seen and written.
    async fn of_tenant(&mut self, tenant_no: i64) -> Result<&mut PgConnection, sqlx::Error> {
        self.transaction().await?;
        let is_set = self.tenant_no.replace(tenant_no) == Some(tenant_no);
        let connection = self.transaction().await?;
        if !is_set {
            // A number alone is put into the text.
            let sql = format!("SET LOCAL rollbook.tenant_no = {tenant_no}");
            sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *connection).await?;
        }
        Ok(connection)
    }

    /// Reads all rows of a statement about one tenant; every name in it comes from the schema.
    pub(super) async fn fetch(
        &mut self,
        tenant_no: i64,
        sql: String,
        binds: Binds,
    ) -> Result<Vec<PgRow>, CopyError> {
        let arguments = binds.done().map_err(failure)?;
        let keeps = self.keeps_statements;
        let connection = self.of_tenant(tenant_no).await.map_err(failed)?;
        let query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(keeps);
        query.fetch_all(connection).await.map_err(failed)
    }

    /// Runs a statement about one tenant.
    pub(super) async fn run(&mut self, tenant_no: i64, sql: String, binds: Binds) -> Result<(), sqlx::Error> {
        let arguments = binds.done().map_err(|failure| sqlx::Error::Encode(format!("{failure:?}").into()))?;
        let keeps = self.keeps_statements;
        let connection = self.of_tenant(tenant_no).await?;
        let query = sqlx::query_with(AssertSqlSafe(sql), arguments).persistent(keeps);
        query.execute(connection).await.map(|_| ())
    }

    /// Ends a transaction that was for one thing; what it wrote is there from then on.
    pub(super) async fn end(&mut self) -> Result<(), sqlx::Error> {
        match (self.mode, self.transaction.take()) {
            (Mode::Each, Some(transaction)) => transaction.commit().await,
            (_, transaction) => {
                self.transaction = transaction;
                Ok(())
            }
        }
    }

    /// Gives a transaction up, so that the next begins anew.
    pub(super) async fn give_up(&mut self) -> Result<(), sqlx::Error> {
        match self.transaction.take() {
            Some(transaction) => transaction.rollback().await,
            None => Ok(()),
        }
    }
}
