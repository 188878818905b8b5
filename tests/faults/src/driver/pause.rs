//! Ending when asked to, and waiting a while.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Whether this process was asked to end.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Listens to the signals that ask a process to end.
    ///
    /// # Errors
    /// When it cannot.
    pub fn on_signal() -> Result<Self, String> {
        let stop = Self::default();
        let asked = Arc::clone(&stop.0);
        ctrlc::set_handler(move || asked.store(true, Ordering::SeqCst))
            .map_err(|error| format!("signals cannot be listened to: {error}"))?;
        Ok(stop)
    }

    /// Whether it was.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// Waits a while: between two looks at another process, or before a store that is away is asked again.
pub fn pause(duration: Duration) {
    std::thread::park_timeout(duration);
}
