//! Reports.

mod enrollments;

pub use enrollments::{CourseCount, count_enrollments};

#[cfg(test)]
mod tests;
