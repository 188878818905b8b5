//! Being asked to stop.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Whether workers were asked to stop; a wait ends early when they are.
#[derive(Debug, Default)]
pub(super) struct Stop {
    is_asked: Mutex<bool>,
    news: Condvar,
}

impl Stop {
    /// Asks all workers to stop.
    pub(super) fn ask(&self) {
        *self.is_asked.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.news.notify_all();
    }

    /// Whether they were asked.
    pub(super) fn is_asked(&self) -> bool {
        *self.is_asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits so long, or until they are asked.
    pub(super) fn wait(&self, longest: Duration) {
        let is_asked = self.is_asked.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = self.news.wait_timeout_while(is_asked, longest, |is_asked| !*is_asked);
    }
}
