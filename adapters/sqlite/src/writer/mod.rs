//! Writing: one thread that owns the only connection that can.

mod commit;
mod conflict;
mod expect;
mod group;
mod work;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{Builder, JoinHandle};

use rollbook_domain::commit::Commit;
use rollbook_domain::port::{CommitError, Committed, StoreError};
use rollbook_domain::settings::TenantId;
use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

pub(crate) use commit::{find_commit, tenant_no};
use group::WriterThread;
use work::Work;

/// How many commits wait before further callers do.
const QUEUE: usize = 256;

type Answer = Result<Committed, CommitError>;

/// A commit under way, and who waits for it.
struct Request {
    work: Box<Work>,
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
    pub(crate) async fn commit(&self, tenant: TenantId, commit: Commit) -> Answer {
        let stopped = || StoreError::Unavailable("the thread that writes has stopped".to_owned());
        let work = Box::new(Work::parse(tenant, commit)?);
        let (answer, answered) = oneshot::channel();
        let requests = self.requests.as_ref().ok_or_else(stopped)?;
        requests.send(Request { work, answer }).await.map_err(|_| stopped())?;
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

impl Drop for Writer {
    fn drop(&mut self) {
        self.requests = None;
        if let Some(thread) = self.thread.take() {
            // A thread that ended by a panic has closed its connection as well.
            let _ = thread.join();
        }
    }
}
