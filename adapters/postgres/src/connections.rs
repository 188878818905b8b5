//! The connections of a store, lent out one by one.
//!
//! A driver's pool asks the server after every use whether the connection is still there, which doubles what a short read
//! costs. Here a connection that broke is found out by its next BEGIN, and another one takes its place.

use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, PgConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout, timeout_at};

use crate::failure::is_lost;
use crate::options::PostgresOptions;

/// A connection that nobody used for this long is asked whether it is still there before it is used again.
const ASKED_AFTER: Duration = Duration::from_secs(30);

/// From so many uses on, and each time they have doubled, a connection plans its statements anew: what was empty when they were
/// planned may have filled, and for a table without rows any index of it was as good as another.
const PLANS_ANEW_AFTER: u32 = 64;

/// Waited for an answer beyond what the server itself may take for it, before the server counts as gone.
const GRACE: Duration = Duration::from_secs(5);

/// No more than so many at once, opened as they are needed.
pub(crate) struct Connections {
    connect: PgConnectOptions,
    acquire_timeout: Duration,
    statement_timeout: Duration,
    commit_timeout: Duration,
    lifetime: Duration,
    /// Whether statements stay planned on a connection.
    keeps_plans: bool,
    permits: Arc<Semaphore>,
    shelf: Arc<Mutex<Vec<Kept>>>,
}

/// A connection outside of a transaction.
struct Kept {
    connection: PgConnection,
    opened_at: Instant,
    used_at: Instant,
    /// How often it was lent.
    uses: u32,
    /// The tenant whose rows the session sees.
    tenant_no: Option<i64>,
}

/// A connection in use. One that is dropped without being given back is closed, and the server ends what it was doing.
pub(crate) struct Loan {
    kept: Kept,
    shelf: Arc<Mutex<Vec<Kept>>>,
    permit: OwnedSemaphorePermit,
    /// How long an answer to a statement is waited for.
    pub(crate) patience: Duration,
    /// How long an answer to a COMMIT is waited for.
    commit_timeout: Duration,
}

/// Waits for an answer, but not for ever: a server that went away without a word never sends one.
///
/// # Errors
/// [`sqlx::Error::Io`] when it took too long; the connection is of no more use then.
pub(crate) async fn within<T>(
    limit: Duration,
    answer: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, sqlx::Error> {
    timeout(limit, answer).await.unwrap_or_else(|_| Err(silence()))
}

fn silence() -> sqlx::Error {
    sqlx::Error::Io(std::io::Error::new(std::io::ErrorKind::TimedOut, "the server does not answer"))
}

impl Connections {
    pub(crate) fn new(connect: PgConnectOptions, options: &PostgresOptions, keeps_plans: bool) -> Self {
        Self {
            connect: connect.disable_statement_logging(),
            acquire_timeout: options.acquire_timeout,
            statement_timeout: options.statement_timeout,
            commit_timeout: options.commit_timeout,
            lifetime: options.connection_lifetime,
            keeps_plans,
            permits: Arc::new(Semaphore::new(options.connections.max(1) as usize)),
            shelf: Arc::default(),
        }
    }

    /// Lends a connection.
    ///
    /// # Errors
    /// [`sqlx::Error::PoolTimedOut`] when none is free in time, or what stands in the way of a new one.
    pub(crate) async fn lend(&self) -> Result<Loan, sqlx::Error> {
        let until = Instant::now() + self.acquire_timeout;
        let waiting = Arc::clone(&self.permits).acquire_owned();
        let permit = timeout_at(until, waiting).await.map_err(|_| sqlx::Error::PoolTimedOut)?;
        let permit = permit.map_err(|_| sqlx::Error::PoolClosed)?;
        while let Some(mut kept) = self.take() {
            if kept.opened_at.elapsed() > self.lifetime {
                // Whether the server hears of it makes no difference.
                let _ = timeout_at(until, kept.connection.close()).await;
            } else if matches!(timeout_at(until, self.make_ready(&mut kept)).await, Ok(Ok(()))) {
                return Ok(self.loan(kept, permit));
            }
        }
        let connection = timeout_at(until, self.connect.connect()).await.map_err(|_| silence())??;
        let now = Instant::now();
        let kept = Kept { connection, opened_at: now, used_at: now, uses: 1, tenant_no: None };
        Ok(self.loan(kept, permit))
    }

    /// Asks a connection whether it is there and has it plan anew, each when it is time to.
    async fn make_ready(&self, kept: &mut Kept) -> Result<(), sqlx::Error> {
        kept.uses = kept.uses.saturating_add(1);
        if self.keeps_plans && kept.uses >= PLANS_ANEW_AFTER && kept.uses.is_power_of_two() {
            sqlx::raw_sql("DISCARD PLANS").execute(&mut kept.connection).await?;
        } else if kept.used_at.elapsed() >= ASKED_AFTER {
            kept.connection.ping().await?;
        }
        Ok(())
    }

    fn loan(&self, kept: Kept, permit: OwnedSemaphorePermit) -> Loan {
        Loan {
            kept,
            shelf: Arc::clone(&self.shelf),
            permit,
            patience: self.statement_timeout + GRACE,
            commit_timeout: self.commit_timeout,
        }
    }

    /// How many connections wait to be used.
    pub(crate) fn idle(&self) -> usize {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    fn take(&self) -> Option<Kept> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Begins a transaction on a connection that answers, whose statements may take so long: those that broke while nobody
    /// used them are passed over. One on which no answer comes ends the search, for the next may be as silent.
    ///
    /// # Errors
    /// As [`lend`](Self::lend), or the server's answer.
    pub(crate) async fn begin(&self, sql: String, statement_timeout: Duration) -> Result<Loan, sqlx::Error> {
        let mut left = self.idle();
        loop {
            let mut loan = self.lend().await?;
            loan.patience = statement_timeout + GRACE;
            // The text is the program's own, but for numbers.
            let begun = sqlx::raw_sql(AssertSqlSafe(sql.clone())).execute(&mut *loan);
            let Ok(begun) = timeout(self.acquire_timeout, begun).await else { return Err(silence()) };
            match begun {
                Ok(_) => return Ok(loan),
                Err(error) if is_lost(&error) && left > 0 => left -= 1,
                Err(error) => return Err(error),
            }
        }
    }
}

impl Loan {
    /// Ends the transaction; what it wrote is there from then on.
    ///
    /// # Errors
    /// The server's answer, or that there was none.
    pub(crate) async fn commit(mut self) -> Result<(), sqlx::Error> {
        let limit = self.commit_timeout;
        within(limit, sqlx::raw_sql("COMMIT").execute(&mut *self)).await?;
        self.give_back();
        Ok(())
    }

    /// Ends the transaction as if it had not been; the server does so by itself when it cannot be told.
    pub(crate) async fn roll_back(mut self) {
        if within(GRACE, sqlx::raw_sql("ROLLBACK").execute(&mut *self)).await.is_ok() {
            self.give_back();
        }
    }

    /// Lets the session see a tenant's rows outside of transactions.
    ///
    /// # Errors
    /// The server's answer, or that there was none.
    pub(crate) async fn turn_to(&mut self, tenant_no: i64) -> Result<(), sqlx::Error> {
        if self.kept.tenant_no != Some(tenant_no) {
            self.kept.tenant_no = None;
            // The text is the program's own, but for a number.
            let sql = AssertSqlSafe(format!("SET rollbook.tenant_no = {tenant_no}"));
            within(self.patience, sqlx::raw_sql(sql).execute(&mut **self)).await?;
            self.kept.tenant_no = Some(tenant_no);
        }
        Ok(())
    }

    /// Lets others use a connection on which no transaction is open.
    pub(crate) fn give_back(self) {
        let Self { mut kept, shelf, permit, .. } = self;
        kept.used_at = Instant::now();
        shelf.lock().unwrap_or_else(PoisonError::into_inner).push(kept);
        drop(permit);
    }
}

impl Deref for Loan {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        &self.kept.connection
    }
}

impl DerefMut for Loan {
    fn deref_mut(&mut self) -> &mut PgConnection {
        &mut self.kept.connection
    }
}
