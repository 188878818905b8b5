//! Reports.

mod count_answers;
mod enrollments;
mod seats;
mod transcript;

pub use count_answers::count_answers;
pub use enrollments::{CourseCount, count_enrollments};
pub use seats::{LineCount, SeatReport, count_seats};
pub use transcript::{RecordLine, report_transcripts};

#[cfg(test)]
mod tests;
