//! Reports.

mod enrollments;
mod seats;

pub use enrollments::{CourseCount, count_enrollments};
pub use seats::{LineCount, SeatReport, count_seats};

#[cfg(test)]
mod tests;
