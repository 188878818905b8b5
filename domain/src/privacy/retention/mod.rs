//! How long what is known of people is kept, and what goes when.
//!
//! A tenant sets a period of days for each of [`Retained`](crate::settings::Retained). A row goes once it is older than its period; the
//! [calendar](CalendarLine) says how many rows that will be when, and a plan is a cut for each kind of rows and a list of
//! people. What people did is counted in exact days, so that no change of a clock makes a period longer or shorter.

mod calendar;
mod counts;
mod due;
mod guard;
mod period;

pub use calendar::{CalendarLine, MONTHS, MonthDue, calendar_bounds, calendar_line};
pub use counts::RetainedCounts;
pub use due::{erase_due, inactive_since};
pub use guard::{RetentionRefused, guard};
pub use period::{cut, due_at};

#[cfg(test)]
mod tests;
