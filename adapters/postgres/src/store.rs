//! The store and its tenants.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use rollbook_domain::commit::Commit;
use rollbook_domain::id::CommitId;
use rollbook_domain::port::{CommitError, Commits, Committed, ReadResult, Store, StoreError, TenantStore};
use rollbook_domain::settings::TenantId;
use tokio::runtime::Handle;

use crate::connections::Connections;
use crate::engine::Engine;
use crate::failure::{Failure, Outcome, is_lost, is_silence};
use crate::migrate::{self, migrate};
use crate::open::{Address, OpenError};
use crate::options::PostgresOptions;
use crate::row::Cells;
use crate::tables::{KnownCommits, Tables};
use crate::together::Together;
use crate::writer;

/// A Rollbook database on a `PostgreSQL` server.
///
/// Cloning is cheap, and every clone is the same store.
#[derive(Clone)]
pub struct PostgresStore {
    pub(crate) parts: Arc<Parts>,
}

pub(crate) struct Parts {
    pub(crate) engine: Engine,
    pub(crate) link: Arc<Link>,
}

/// The way to the database, as the store's tasks share it.
pub(crate) struct Link {
    pub(crate) connections: Connections,
    pub(crate) options: PostgresOptions,
    /// Whether connections are the store's own, and not lent by a pooler for one transaction.
    pub(crate) owns_sessions: bool,
    known: Arc<KnownCommits>,
    /// Whose turn it is to write small commits.
    pub(crate) lanes: writer::Lanes<writer::Part, writer::Answer>,
    /// Numbers of commits that this store may give out; a durable transaction drew them.
    pub(crate) commit_numbers: Mutex<std::ops::Range<i64>>,
    /// The numbers of tenants, which never change.
    tenants: Mutex<HashMap<TenantId, i64>>,
    /// Where reads wait to go together.
    pub(crate) together: Together,
}

impl PostgresStore {
    /// Opens a database whose schema this program can use.
    ///
    /// # Errors
    /// [`OpenError`]: the address cannot be understood or reached, there is no schema, or one of another version.
    pub async fn open(url: &str, options: &PostgresOptions) -> Result<Self, OpenError> {
        Self::connect(url, options)?.checked().await
    }

    /// Opens a database as [`open`](Self::open) does, to work on a runtime that is there already. Tasks of that runtime wait
    /// for short reads on their own threads, which spares every answer the way from the threads of a runtime of the store's
    /// own.
    ///
    /// The runtime has its input, output and time enabled and is always driven by somebody, as one of several threads is.
    /// Nothing may be asked of the store any more once it has ended.
    ///
    /// # Errors
    /// [`OpenError`], as [`open`](Self::open).
    pub async fn open_on(runtime: Handle, url: &str, options: &PostgresOptions) -> Result<Self, OpenError> {
        Self::connect_on(Engine::lent(runtime), url, options)?.checked().await
    }

    /// The store, once its schema was looked at.
    async fn checked(self) -> Result<Self, OpenError> {
        let link = Arc::clone(&self.parts.link);
        let checked = self.parts.engine.run(async move { migrate::check(&link).await });
        checked.await.map_err(OpenError::stopped)??;
        Ok(self)
    }

    /// Opens a database, and lays the schema out where there is none.
    ///
    /// # Errors
    /// [`OpenError`].
    pub async fn create(url: &str, options: &PostgresOptions) -> Result<Self, OpenError> {
        migrate(url, options, |_| ()).await?;
        Self::open(url, options).await
    }

    /// The store, before anybody looked at the database.
    pub(crate) fn connect(url: &str, options: &PostgresOptions) -> Result<Self, OpenError> {
        Self::connect_on(Engine::start(options.threads).map_err(OpenError::Threads)?, url, options)
    }

    fn connect_on(engine: Engine, url: &str, options: &PostgresOptions) -> Result<Self, OpenError> {
        let address = Address::parse(url)?;
        let link = Link {
            connections: Connections::new(address.connect_options(options), options, address.owns_sessions),
            options: options.clone(),
            owns_sessions: address.owns_sessions,
            known: Arc::default(),
            lanes: writer::Lanes::default(),
            commit_numbers: Mutex::default(),
            tenants: Mutex::default(),
            together: Together::default(),
        };
        Ok(Self { parts: Arc::new(Parts { engine, link: Arc::new(link) }) })
    }
}

/// A number that no tenant has, so that a tenant nothing was written for is seen as empty.
pub(crate) const NOBODY: i64 = 0;

/// A commit of no more rows than this is one of those that are made all day.
const FEW_ROWS: usize = 64;

/// Why a transaction is begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To read pages and lists from one state of the database.
    Reading,
    /// To read what is found by keys from one state of the database, by statements planned once for each connection.
    Finding,
    /// To write so many rows.
    Writing(usize),
}

impl Link {
    /// Begins a transaction that sees and writes one tenant's rows.
    pub(crate) async fn begin(&self, tenant_no: i64, purpose: Purpose) -> Outcome<Tables> {
        let options = &self.options;
        let mut statement = options.statement_timeout;
        let mode = match purpose {
            Purpose::Reading | Purpose::Finding => "ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Purpose::Writing(rows) => {
                if rows > FEW_ROWS {
                    // A large commit gets a second more for every thousand rows.
                    statement += std::time::Duration::from_millis(rows as u64);
                }
                "ISOLATION LEVEL READ COMMITTED"
            }
        };
        let mut sql = format!("BEGIN {mode}; SET LOCAL rollbook.tenant_no = {tenant_no}");
        if !self.owns_sessions {
            let (lock, idle) = (options.lock_timeout.as_millis(), options.idle_timeout.as_millis());
            let _ = write!(
                sql,
                "; SET LOCAL lock_timeout = {lock}; SET LOCAL idle_in_transaction_session_timeout = {idle}"
            );
        }
        if self.owns_sessions {
            sql.push_str(match purpose {
                // Pages and lists are planned for how many there are.
                Purpose::Reading => {
                    "; SET LOCAL plan_cache_mode = force_custom_plan; SET LOCAL enable_seqscan = on; \
                     SET LOCAL enable_bitmapscan = on"
                }
                // So are sets of rows, but not the checks of their references, one by one.
                Purpose::Writing(rows) if rows > FEW_ROWS => {
                    "; SET LOCAL plan_cache_mode = auto; SET LOCAL enable_bitmapscan = on"
                }
                Purpose::Finding | Purpose::Writing(_) => "",
            });
        }
        if !self.owns_sessions || statement != options.statement_timeout {
            let _ = write!(sql, "; SET LOCAL statement_timeout = {}", statement.as_millis());
        }
        let transaction = self.connections.begin(sql, statement).await?;
        Ok(Tables::new(transaction, tenant_no, self.owns_sessions, Arc::clone(&self.known)))
    }

    /// The tenant's number, if anything was ever written for it.
    pub(crate) async fn tenant_no(&self, tenant: &TenantId) -> Outcome<Option<i64>> {
        if let Some(known) = self.tenants.lock().unwrap_or_else(PoisonError::into_inner).get(tenant) {
            return Ok(Some(*known));
        }
        let mut tables = self.begin(NOBODY, Purpose::Reading).await?;
        let binds = crate::tables::binds![tenant.as_str()];
        let sql = "SELECT tenant_no FROM tenants WHERE name = $1";
        let found = tables.row("tenants", sql, binds, |cells| cells.integer("tenant_no")).await?;
        tables.commit().await?;
        if let Some(number) = found {
            self.learn_tenant(tenant, number);
        }
        Ok(found)
    }

    pub(crate) fn learn_tenant(&self, tenant: &TenantId, number: i64) {
        self.tenants.lock().unwrap_or_else(PoisonError::into_inner).insert(tenant.clone(), number);
    }

    /// Reads by a single statement, which sees one state of the database without a transaction around it, and which is
    /// planned once for each connection: so it goes by keys.
    ///
    /// The work is done again when its connection turns out to be broken.
    pub(crate) async fn read_at_once<T>(
        &self,
        tenant: &TenantId,
        work: impl for<'tables> Fn(&'tables mut Tables) -> Work<'tables, T>,
    ) -> Outcome<T> {
        let tenant_no = self.tenant_no(tenant).await?.unwrap_or(NOBODY);
        if !self.owns_sessions {
            let mut tables = self.begin(tenant_no, Purpose::Reading).await?;
            let value = work(&mut tables).await;
            return tables.end(value).await;
        }
        let mut left = self.connections.idle();
        loop {
            let mut loan = self.connections.lend().await?;
            let read = match loan.turn_to(tenant_no).await {
                Ok(()) => {
                    let mut tables = Tables::new(loan, tenant_no, true, Arc::clone(&self.known));
                    let value = work(&mut tables).await;
                    if value.is_ok() {
                        tables.transaction.give_back();
                    }
                    value
                }
                Err(error) => Err(error.into()),
            };
            match read {
                Err(Failure::Sqlx(error)) if is_lost(&error) && !is_silence(&error) && left > 0 => left -= 1,
                read => return read,
            }
        }
    }

    /// Reads in one transaction.
    pub(crate) async fn read<T>(
        &self,
        tenant: &TenantId,
        purpose: Purpose,
        work: impl for<'tables> FnOnce(&'tables mut Tables) -> Work<'tables, T>,
    ) -> Outcome<T> {
        let tenant_no = self.tenant_no(tenant).await?.unwrap_or(NOBODY);
        let mut tables = self.begin(tenant_no, purpose).await?;
        let value = work(&mut tables).await;
        tables.end(value).await
    }
}

/// What is done with a tenant's tables.
pub(crate) type Work<'tables, T> = Pin<Box<dyn Future<Output = Outcome<T>> + Send + 'tables>>;

#[async_trait]
impl Store for PostgresStore {
    fn tenant(&self, id: &TenantId) -> Arc<dyn TenantStore> {
        Arc::new(PostgresTenant { parts: Arc::clone(&self.parts), id: id.clone() })
    }

    async fn tenants(&self) -> ReadResult<Vec<TenantId>> {
        let link = Arc::clone(&self.parts.link);
        let names = self.parts.engine.run(async move {
            let mut tables = link.begin(NOBODY, Purpose::Reading).await?;
            let sql = "SELECT name FROM tenants WHERE revision > 0 ORDER BY name";
            let read = |cells: &mut Cells<'_>| cells.parsed("name", TenantId::parse);
            let names = tables.rows("tenants", sql, crate::tables::Binds::default(), read).await?;
            tables.commit().await?;
            Ok::<_, Failure>(names)
        });
        Ok(names.await??)
    }
}

/// One tenant's ports.
pub(crate) struct PostgresTenant {
    pub(crate) parts: Arc<Parts>,
    pub(crate) id: TenantId,
}

impl PostgresTenant {
    /// Reads pages and lists in one transaction, in a task of the store's own.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl for<'tables> FnOnce(&'tables mut Tables) -> Work<'tables, T> + Send + 'static,
    ) -> ReadResult<T> {
        self.read_for(Purpose::Reading, work).await
    }

    /// Reads what is found by keys in one transaction, in a task of the store's own.
    pub(crate) async fn find<T: Send + 'static>(
        &self,
        work: impl for<'tables> FnOnce(&'tables mut Tables) -> Work<'tables, T> + Send + 'static,
    ) -> ReadResult<T> {
        self.read_for(Purpose::Finding, work).await
    }

    async fn read_for<T: Send + 'static>(
        &self,
        purpose: Purpose,
        work: impl for<'tables> FnOnce(&'tables mut Tables) -> Work<'tables, T> + Send + 'static,
    ) -> ReadResult<T> {
        let (link, tenant) = (Arc::clone(&self.parts.link), self.id.clone());
        Ok(self.parts.engine.run(async move { link.read(&tenant, purpose, work).await }).await??)
    }
}

impl PostgresTenant {
    /// Reads by a single statement, where it is waited for; the work may be done twice.
    pub(crate) async fn read_at_once<T: Send + 'static>(
        &self,
        work: impl for<'tables> Fn(&'tables mut Tables) -> Work<'tables, T> + Send + Sync + 'static,
    ) -> ReadResult<T> {
        let (link, tenant) = (Arc::clone(&self.parts.link), self.id.clone());
        Ok(self.parts.engine.run_here(async move { link.read_at_once(&tenant, work).await }).await?)
    }
}

#[async_trait]
impl Commits for PostgresTenant {
    async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        let (link, tenant) = (Arc::clone(&self.parts.link), self.id.clone());
        self.parts.engine.run(async move { writer::commit(&link, tenant, commit).await }).await?
    }

    async fn find_commit(&self, id: CommitId) -> Result<Option<Committed>, StoreError> {
        let (link, tenant) = (Arc::clone(&self.parts.link), self.id.clone());
        let found = self.parts.engine.run(async move { writer::find_commit(&link, &tenant, id).await });
        Ok(found.await??)
    }
}
