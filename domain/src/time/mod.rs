//! Instants, dates, zones and durations: when something is true, and how people say so.
//!
//! An [`Instant`] is a point in time, a [`Date`] is a whole day that only a [`Zone`] can place in time, and an
//! [`AccessDuration`] is how long access lasts. Nothing here reads a clock, a file or the environment.

mod civil;
mod date;
mod duration;
mod error;
mod instant;
mod moment;
mod rfc3339;
mod words;
mod zone;

pub use date::Date;
pub use duration::AccessDuration;
pub use error::TimeError;
pub use instant::Instant;
pub use moment::Moment;
pub use words::{end_in_words, in_words};
pub use zone::Zone;

#[cfg(test)]
mod tests;
