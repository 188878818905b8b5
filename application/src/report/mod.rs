//! Reports.

mod enrollments;
mod seats;
mod transcript;

pub use enrollments::{CourseCount, count_enrollments};
pub use seats::{LineCount, SeatReport, count_seats};
pub use transcript::{RecordLine, report_transcripts};

#[cfg(test)]
mod tests;
