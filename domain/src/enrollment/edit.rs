//! Editing one enrollment of a bulk edit by hand (ENR-11, X-11).

use super::{
    EnrollmentEvent, EnrollmentFact, EnrollmentRefused, SeatOf, clear_override, enroll, expire, extend,
    follow, link, seat_of, unenroll, unlink,
};
use crate::access::AccessGrant;
use crate::customer::StatusWord;
use crate::id::{CourseId, CustomerId, SalesOrderId};
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
    /// See [`link`].
    Link {
        /// The sales order to follow.
        sales_order: SalesOrderId,
        /// What becomes of the typed end (ENR-17).
        end: LinkEnd,
    },
    /// See [`unlink`].
    Unlink,
    /// See [`enroll`], and what comes back follows the sales order from then on (ENR-03).
    EnrollUnder {
        /// The sales order to follow.
        sales_order: SalesOrderId,
    },
}

impl EnrollmentEdit {
    /// The sales order that the edit names.
    pub fn sales_order(&self) -> Option<SalesOrderId> {
        match self {
            Self::Link { sales_order, .. } | Self::EnrollUnder { sales_order } => Some(*sales_order),
            _ => None,
        }
    }

    /// The sales order of which an enrollment that the edit changes may need a seat afterwards.
    pub fn takes_seat_of(&self, facts: &[EnrollmentFact], now: Instant) -> Option<SalesOrderId> {
        match (self, seat_of(facts, now)) {
            (Self::Enroll, SeatOf::LeftFree(sales_order)) => Some(sales_order),
            _ => self.sales_order(),
        }
    }
}

/// What becomes of the typed end when an enrollment is linked to a sales order (ENR-17).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkEnd {
    /// It is left alone; without one the enrollment follows the sales order.
    Keep,
    /// It is typed together with the link.
    At(Instant),
    /// It is taken away, so that the enrollment follows the sales order.
    Follow,
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
        EnrollmentEdit::Link { sales_order, end } => {
            let linked = link(customer, course, grants, facts, sales_order, at)?;
            let ended = match end {
                LinkEnd::Keep => return Ok(linked),
                LinkEnd::At(ends_at) => extend(customer, course, grants, facts, ends_at, at)?,
                LinkEnd::Follow => clear_override(course, facts),
            };
            Ok(both(linked, ended))
        }
        EnrollmentEdit::Unlink => Ok(unlink(course, facts)),
        EnrollmentEdit::EnrollUnder { sales_order } => {
            let (outcome, enrolled) = enroll(customer, course, grants, facts, at)?;
            if outcome == Outcome::Unchanged {
                return link(customer, course, grants, facts, sales_order, at);
            }
            let linked = follow(course, facts, sales_order, at);
            let is_link = |event: &EnrollmentEvent| !matches!(event, EnrollmentEvent::Enrolled { .. });
            Ok((outcome, enrolled.into_iter().chain(linked.into_iter().filter(is_link)).collect()))
        }
    }
}

/// Two edits of one enrollment as one.
fn both(
    (one, mut events): (Outcome, Vec<EnrollmentEvent>),
    (other, more): (Outcome, Vec<EnrollmentEvent>),
) -> (Outcome, Vec<EnrollmentEvent>) {
    events.extend(more);
    (if one == Outcome::Applied { one } else { other }, events)
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
