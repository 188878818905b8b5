//! Checking that the log is what was written.

mod head;
mod verify;

pub use head::take_anchor;
pub use verify::verify_log;

#[cfg(test)]
mod tests;
