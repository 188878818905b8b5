//! Editing one enrollment of a bulk edit by hand (ENR-11, X-11).

use super::{
    EnrollmentEvent, EnrollmentFact, EnrollmentRefused, clear_override, enroll, expire, extend, unenroll,
};
use crate::access::AccessGrant;
use crate::customer::StatusWord;
use crate::id::{CourseId, CustomerId};
use crate::refusal::Outcome;
use crate::time::Instant;

/// What a bulk edit does to each enrollment it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnrollmentEdit {
    /// See [`enroll`].
    Enroll,
    /// See [`unenroll`].
    Unenroll,
    /// See [`expire`].
    Expire {
        /// The first instant past the access.
        ends_at: Instant,
    },
    /// See [`extend`].
    Extend {
        /// The first instant past the access.
        ends_at: Instant,
    },
    /// See [`clear_override`].
    ClearEnd,
}

/// The enrollment a bulk edit names.
#[derive(Debug, Clone, Copy)]
pub struct Enrollment<'a> {
    /// The customer.
    pub customer: CustomerId,
    /// The account's status now.
    pub status: StatusWord,
    /// The course.
    pub course: CourseId,
    /// The customer's grants of products that open the course.
    pub grants: &'a [AccessGrant],
    /// What was written about the enrollment.
    pub facts: &'a [EnrollmentFact],
}

/// Edits one enrollment by hand, from `at` on; an Inactive customer is passed over.
///
/// # Errors
/// [`EnrollmentRefused::NotActive`] (ENR-11) for an Inactive customer, and what the single edits refuse.
pub fn edit(
    enrollment: Enrollment<'_>,
    edit: EnrollmentEdit,
    at: Instant,
) -> Result<(Outcome, Vec<EnrollmentEvent>), EnrollmentRefused> {
    let Enrollment { customer, status, course, grants, facts } = enrollment;
    if status == StatusWord::Inactive {
        return Err(EnrollmentRefused::NotActive(customer));
    }
    match edit {
        EnrollmentEdit::Enroll => enroll(customer, course, grants, facts, at),
        EnrollmentEdit::Unenroll => unenroll(customer, course, grants, facts, at),
        EnrollmentEdit::Expire { ends_at } => expire(customer, course, grants, facts, ends_at, at),
        EnrollmentEdit::Extend { ends_at } => extend(customer, course, grants, facts, ends_at, at),
        EnrollmentEdit::ClearEnd => Ok(clear_override(course, facts)),
    }
}

/// Holds the number of enrollments that an edit would change against the tenant's guard threshold.
///
/// # Errors
/// [`EnrollmentRefused::Unconfirmed`] for more than the threshold without a confirmed number,
/// [`EnrollmentRefused::OtherCount`] for any confirmed number but the right one.
pub fn guard(touched: u64, threshold: u32, confirmed: Option<u64>) -> Result<(), EnrollmentRefused> {
    match confirmed {
        Some(confirmed) if confirmed != touched => Err(EnrollmentRefused::OtherCount { touched, confirmed }),
        None if touched > u64::from(threshold) => Err(EnrollmentRefused::Unconfirmed { touched, threshold }),
        _ => Ok(()),
    }
}
