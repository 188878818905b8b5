//! The runtime in which everything that waits for the database runs.

use std::future::Future;
use std::io;

use rollbook_domain::port::StoreError;
use tokio::runtime::{Builder, Runtime};

/// A runtime of the store's own; it may be dropped inside another.
pub(crate) struct Engine(Option<Runtime>);

impl Engine {
    pub(crate) fn start(threads: usize) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(threads.max(1))
            .thread_name("rollbook-postgres")
            .enable_all()
            .build()?;
        Ok(Self(Some(runtime)))
    }

    /// Runs work to its end, whether or not anybody still waits for it.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let Some(runtime) = &self.0 else { return Err(stopped("it was closed")) };
        runtime.spawn(work).await.map_err(|error| stopped(&error.to_string()))
    }

    /// Runs work to its end from outside of any runtime.
    pub(crate) fn enter(&self) -> Option<tokio::runtime::EnterGuard<'_>> {
        self.0.as_ref().map(Runtime::enter)
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

fn stopped(problem: &str) -> StoreError {
    StoreError::Unavailable(format!("the store has stopped: {problem}"))
}
