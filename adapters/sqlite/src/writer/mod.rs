//! Writing: one thread that owns the only connection that can.

mod commit;
mod conflict;
mod expect;
mod group;
mod lease;
mod login;
mod settle;
mod work;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{Builder, JoinHandle};

use rollbook_domain::commit::Commit;
use rollbook_domain::login::Login;
use rollbook_domain::port::{
    CommitError, Committed, LeaseRequest, LeasedMail, ReadResult, Settled, Settlement, StoreError,
};
use rollbook_domain::settings::TenantId;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

pub(crate) use commit::{find_commit, tenant_no};
use group::WriterThread;
#[cfg(test)]
pub(crate) use lease::{FIRST_DOMAIN, LEFT_BEHIND, NEXT_DOMAIN, OF_DOMAIN};
use work::Work;

/// How many commits wait before further callers do.
const QUEUE: usize = 256;

/// More sign-ins than this are written in a transaction of their own.
const MOST_LOGINS_TO_SHARE: usize = 1_000;

type Answer = Result<Written, CommitError>;

/// What there is to write.
enum Task {
    Commit(Box<Work>),
    Lease(TenantId, LeaseRequest),
    Settle(TenantId, Box<Settlement>),
    Logins(TenantId, Vec<Login>),
}

impl Task {
    /// Whether it is small enough to share a transaction with others.
    fn is_small(&self) -> bool {
        match self {
            Self::Commit(work) => work.is_small(),
            Self::Lease(..) | Self::Settle(..) => true,
            Self::Logins(_, logins) => logins.len() <= MOST_LOGINS_TO_SHARE,
        }
    }
}

/// What came of it.
enum Written {
    Commit(Committed),
    Leased(Vec<LeasedMail>),
    Settled(Settled),
    /// So many sign-ins were new.
    Logins(usize),
}

/// A task under way, and who waits for it.
struct Request {
    task: Task,
    answer: oneshot::Sender<Answer>,
}

/// The way to the writing thread; dropping it waits until the thread has closed its connection.
pub(crate) struct Writer {
    requests: Option<mpsc::Sender<Request>>,
    thread: Option<JoinHandle<()>>,
    transactions: Arc<AtomicU64>,
}

impl Writer {
    /// Starts the thread.
    ///
    /// # Errors
    /// What the operating system says when it gives no thread.
    pub(crate) fn start(connection: Connection) -> std::io::Result<Self> {
        let (requests, waiting) = mpsc::channel(QUEUE);
        let transactions = Arc::new(AtomicU64::new(0));
        let mut thread = WriterThread::new(connection, waiting, Arc::clone(&transactions));
        let thread = Builder::new().name("rollbook-sqlite-writer".to_owned()).spawn(move || thread.run())?;
        Ok(Self { requests: Some(requests), thread: Some(thread), transactions })
    }

    /// Hands a commit over and waits until it is durable.
    ///
    /// # Errors
    /// [`CommitError`].
    pub(crate) async fn commit(&self, tenant: TenantId, commit: Commit) -> Result<Committed, CommitError> {
        let work = Box::new(Work::parse(tenant, commit)?);
        match self.write(Task::Commit(work)).await? {
            Written::Commit(committed) => Ok(committed),
            Written::Leased(_) | Written::Settled(_) | Written::Logins(_) => Err(mixed_up().into()),
        }
    }

    /// Takes due mails in hand and waits until that is durable.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) async fn lease(&self, tenant: TenantId, request: LeaseRequest) -> ReadResult<Vec<LeasedMail>> {
        match self.write(Task::Lease(tenant, request)).await {
            Ok(Written::Leased(mails)) => Ok(mails),
            Ok(Written::Commit(_) | Written::Settled(_) | Written::Logins(_)) => Err(mixed_up()),
            Err(error) => Err(plain(error)),
        }
    }

    /// Writes down what became of a mail and waits until that is durable.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) async fn settle(&self, tenant: TenantId, settlement: Settlement) -> ReadResult<Settled> {
        match self.write(Task::Settle(tenant, Box::new(settlement))).await {
            Ok(Written::Settled(settled)) => Ok(settled),
            Ok(Written::Commit(_) | Written::Leased(_) | Written::Logins(_)) => Err(mixed_up()),
            Err(error) => Err(plain(error)),
        }
    }

    /// Writes sign-ins, waits until they are durable, and says how many were new.
    ///
    /// # Errors
    /// [`StoreError`].
    pub(crate) async fn record_logins(&self, tenant: TenantId, logins: Vec<Login>) -> ReadResult<usize> {
        match self.write(Task::Logins(tenant, logins)).await {
            Ok(Written::Logins(new)) => Ok(new),
            Ok(Written::Commit(_) | Written::Leased(_) | Written::Settled(_)) => Err(mixed_up()),
            Err(error) => Err(plain(error)),
        }
    }

    async fn write(&self, task: Task) -> Answer {
        let stopped = || StoreError::Unavailable("the thread that writes has stopped".to_owned());
        let (answer, answered) = oneshot::channel();
        let requests = self.requests.as_ref().ok_or_else(stopped)?;
        requests.send(Request { task, answer }).await.map_err(|_| stopped())?;
        answered.await.unwrap_or_else(|_| {
            Err(StoreError::UnknownOutcome("the thread that writes ended without an answer".to_owned())
                .into())
        })
    }

    /// How many transactions were written; commits that waited together share one.
    pub(crate) fn transactions(&self) -> u64 {
        self.transactions.load(Ordering::Relaxed)
    }
}

fn mixed_up() -> StoreError {
    StoreError::Unavailable("the thread that writes gave another task's answer".to_owned())
}

/// The store's own failure; what is no commit has no conflicts.
fn plain(error: CommitError) -> StoreError {
    match error {
        CommitError::Store(error) => error,
        CommitError::Conflict(conflict) => StoreError::Malformed(conflict.to_string()),
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            // A thread that ended by a panic has closed its connection as well.
            let _ = thread.join();
        }
    }
}
