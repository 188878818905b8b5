//! The runtime in which everything that waits for the database runs.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use rollbook_domain::port::StoreError;
use tokio::runtime::{Builder, Handle, Runtime};

/// A runtime of the store's own, which may be dropped inside another, or one that somebody else lends it.
pub(crate) struct Engine {
    handle: Handle,
    own: Option<Runtime>,
}

impl Engine {
    /// Works on a runtime that others use as well: what is read by its tasks is waited for on their own threads.
    pub(crate) fn lent(handle: Handle) -> Self {
        Self { handle, own: None }
    }

    pub(crate) fn start(threads: usize) -> io::Result<Self> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(threads.max(1))
            .thread_name("rollbook-postgres")
            .enable_all()
            .build()?;
        Ok(Self { handle: runtime.handle().clone(), own: Some(runtime) })
    }

    /// Runs work to its end, whether or not anybody still waits for it.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.handle.spawn(work).await.map_err(|error| stopped(&error.to_string()))
    }

    /// Runs work where it is waited for, which spares a short read two changes of thread; once begun, it goes to its end
    /// whether or not anybody still waits for it.
    ///
    /// What holds a lock must not be run so, for nobody knows when the caller comes back to it.
    pub(crate) fn run_here<T: Send + 'static>(
        &self,
        work: impl Future<Output = T> + Send + 'static,
    ) -> impl Future<Output = T> + Send {
        Here { runtime: self.handle.clone(), work: Some(Box::pin(work)) }
    }

    /// Runs work to its end from outside of any runtime.
    pub(crate) fn enter(&self) -> tokio::runtime::EnterGuard<'_> {
        self.handle.enter()
    }
}

/// Work that somebody waits for, with what it takes to end it without them.
struct Here<T: Send + 'static> {
    runtime: Handle,
    work: Option<Pin<Box<dyn Future<Output = T> + Send>>>,
}

impl<T: Send + 'static> Future for Here<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let this = &mut *self;
        let _inside = this.runtime.enter();
        // Nobody polls what has ended.
        let Some(work) = &mut this.work else { return Poll::Pending };
        let polled = work.as_mut().poll(context);
        if polled.is_ready() {
            this.work = None;
        }
        polled
    }
}

impl<T: Send + 'static> Drop for Here<T> {
    fn drop(&mut self) {
        if let Some(work) = self.work.take()
            && !std::thread::panicking()
        {
            self.runtime.spawn(async move { drop(work.await) });
        }
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some(runtime) = self.own.take() {
            runtime.shutdown_background();
        }
    }
}

fn stopped(problem: &str) -> StoreError {
    StoreError::Unavailable(format!("the store has stopped: {problem}"))
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use tokio::sync::oneshot;

    use super::*;

    #[test]
    fn what_was_begun_goes_to_its_end_when_nobody_waits_for_it_any_more() {
        let engine = Engine::start(1).unwrap();
        let (answer, answered) = oneshot::channel::<()>();
        let (end, ended) = oneshot::channel();
        let mut waiting = Box::pin(engine.run_here(async move {
            answered.await.unwrap();
            end.send(()).unwrap();
        }));
        assert!(waiting.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        drop(waiting);
        answer.send(()).unwrap();
        assert_eq!(ended.blocking_recv(), Ok(()));
    }

    #[test]
    fn a_lent_runtime_does_the_work_and_outlives_the_engine() {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("lent").build().unwrap();
        let engine = Engine::lent(runtime.handle().clone());
        let name = runtime.block_on(engine.run(async { std::thread::current().name().map(str::to_owned) }));
        assert_eq!(name.unwrap().as_deref(), Some("lent"));
        drop(engine);
        assert_eq!(runtime.block_on(runtime.spawn(async { 7 })).unwrap(), 7);
    }
}
