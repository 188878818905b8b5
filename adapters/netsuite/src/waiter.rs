use std::sync::mpsc;
use std::time::Duration;

/// Lets time pass before the service is asked again.
pub trait Waiter: Send + Sync {
    /// Comes back after that long.
    fn wait(&self, time: Duration);
}

/// Waits on the thread it is called on, which belongs to the reading alone.
#[derive(Debug, Default, Clone, Copy)]
pub struct ThreadWaiter;

impl Waiter for ThreadWaiter {
    fn wait(&self, time: Duration) {
        // Nobody sends anything here, so only the time ends it.
        let (_sender, receiver) = mpsc::channel::<()>();
        let _ = receiver.recv_timeout(time);
    }
}
