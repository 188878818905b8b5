//! Enrollments: listing them by state, and editing many at one stroke.

mod edit;
mod list;
mod named;

pub use edit::{BulkEdit, EditReport, EditRow, RowOutcome, Whom, edit_enrollments};
pub use list::{EnrollmentFilter, ListedEnrollment, list_enrollments};

#[cfg(test)]
mod tests;
