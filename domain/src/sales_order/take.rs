//! Taking seats of a sales order for learners who are linked to it (ENR-01, ENR-03).

use super::{SalesOrder, SalesOrderEvent, SalesOrderRefused};
use crate::id::CourseId;
use crate::text::Code;

/// Takes seats for `wanted` learners more than the `taken` who hold one.
///
/// Also where nobody needs a new seat the sales order is moved, so that the link rests on it as it is.
///
/// # Errors
/// [`SalesOrderRefused::OtherCourse`] (ENR-03) for a course it does not cover, [`SalesOrderRefused::SeatsTaken`]
/// (ENR-01) when that would be more learners than it has seats.
pub fn take(
    sales_order: &SalesOrder,
    course: Option<(CourseId, &Code)>,
    taken: u64,
    wanted: u64,
) -> Result<Vec<SalesOrderEvent>, SalesOrderRefused> {
    let number = || sales_order.number.clone();
    if let Some((id, course)) = course
        && !sales_order.terms.courses.contains(&id)
    {
        return Err(SalesOrderRefused::OtherCourse { number: number(), course: course.clone() });
    }
    match sales_order.terms.seats {
        Some(seats) if wanted > 0 && taken + wanted > u64::from(seats) => {
            Err(SalesOrderRefused::SeatsTaken { number: number(), seats, taken, wanted })
        }
        _ => Ok(vec![SalesOrderEvent::LearnersLinked { learners: wanted }]),
    }
}
