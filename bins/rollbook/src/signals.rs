//! Being asked to end, and threads that stay until then.

use std::pin::Pin;

use rollbook_cli::Signals;

/// Ctrl-C, and the termination and hang-up signals.
pub(crate) struct ProcessSignals;

impl Signals for ProcessSignals {
    fn on_stop(&self, act: Box<dyn FnMut() + Send>) -> Result<(), String> {
        ctrlc::set_handler(act).map_err(|error| format!("signals cannot be listened to: {error}"))
    }
}

/// Runs a future on this thread, with what drivers of databases need.
pub(crate) fn drive(work: Pin<Box<dyn Future<Output = ()>>>) {
    if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().build() {
        runtime.block_on(work);
    }
}
