//! Reports.

mod count_answers;
mod enrollments;
mod expiring;
mod learners;
mod organizations;
mod seats;
mod transcript;
mod what_if_lasted;
mod what_if_reclaimed;

pub use count_answers::count_answers;
pub use enrollments::{CourseCount, count_enrollments};
pub use expiring::{ExpiringFilter, ExpiringLine, expiring_enrollments};
pub use learners::{LearnerFilter, LearnerLine, LearnerReport, Whose};
pub use organizations::{LearnerCount, OrganizationCount, count_organizations};
pub use seats::{LineCount, SeatReport, count_seats};
pub use transcript::{RecordLine, report_transcripts};
pub use what_if_lasted::{WhatIfDuration, what_if_lasted};
pub use what_if_reclaimed::{SeatEffect, WhatIfReclaim, what_if_reclaimed};

#[cfg(test)]
mod learners_tests;
#[cfg(test)]
mod tests;
