//! Waiting for things, and telling the time.

use std::time::Duration;

use rollbook_domain::port::Clock;
use rollbook_faults::driver::pause;
use rollbook_system::SystemClock;

/// The longest wait for anything that must come.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);
const LOOK: Duration = Duration::from_millis(10);

/// The time in microseconds, as histories have it.
pub(crate) fn now() -> i64 {
    SystemClock.now().as_micros()
}

/// So long after it.
pub(crate) fn after(moment: i64, wait: Duration) -> i64 {
    moment + i64::try_from(wait.as_micros()).unwrap()
}

/// Waits until it is so; gives how long that took.
pub(crate) fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) -> Duration {
    let begun = now();
    let end = after(begun, PATIENCE);
    while !is_so() {
        assert!(now() < end, "waited in vain until {what}");
        pause(LOOK);
    }
    Duration::from_micros(u64::try_from(now() - begun).unwrap_or(0))
}

/// Waits until it is so, however long that takes, as long as what counts the progress goes on.
pub(crate) fn wait_while(what: &str, progress: impl Fn() -> u64, mut is_so: impl FnMut() -> bool) {
    let (mut reached, mut end) = (progress(), after(now(), PATIENCE));
    while !is_so() {
        let so_far = progress();
        if so_far > reached {
            (reached, end) = (so_far, after(now(), PATIENCE));
        }
        assert!(now() < end, "waited in vain until {what}, which does not go on");
        pause(LOOK);
    }
}

/// Lets time pass in which an experiment runs.
pub(crate) fn let_pass(duration: Duration) {
    let end = after(now(), duration);
    while now() < end {
        pause(LOOK);
    }
}
