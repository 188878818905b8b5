//! Why a command on a sales order is turned down.

use crate::refusal::Refusal;
use crate::rule::{ENR_01, ENR_02, ENR_03, RuleId};
use crate::text::{Code, Title};
use crate::time::Instant;

/// A command on a sales order that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SalesOrderRefused {
    /// Another sales order has the number.
    #[error("the sales order number `{0}` is taken; give another one, or edit that sales order")]
    NumberTaken(Code),
    /// Another sales order has the external id.
    #[error("the external id `{external_id}` belongs to sales order {number}; edit that one")]
    ExternalIdTaken {
        /// The external id.
        external_id: Title,
        /// Who has it.
        number: Code,
    },
    /// Its term would be empty.
    #[error("the term would end on {ends_at}, not after its start on {starts_at}; give a later end")]
    EndNotAfterStart {
        /// The start.
        starts_at: Instant,
        /// The end.
        ends_at: Instant,
    },
    /// It covers nothing.
    #[error("the sales order covers no course; name at least one")]
    NoCourse,
    /// Nobody could be linked to it.
    #[error(
        "the sales order has 0 seats, so nobody could be linked to it; give 1 or more, or none for any number"
    )]
    NoSeats,
    /// The course is not among those it covers.
    #[error(
        "sales order {number} does not cover course {course}; edit its courses, or choose another sales order"
    )]
    OtherCourse {
        /// The sales order.
        number: Code,
        /// The course.
        course: Code,
    },
    /// More learners than it has seats.
    #[error(
        "sales order {number} has {seats} seats, {taken} of them taken, and {wanted} more learners would be linked; \
         raise its seats, or unenroll learners who no longer need theirs"
    )]
    SeatsTaken {
        /// The sales order.
        number: Code,
        /// How many seats it has.
        seats: u32,
        /// How many learners hold one.
        taken: u64,
        /// How many more would.
        wanted: u64,
    },
    /// Fewer seats than learners linked.
    #[error(
        "sales order {number} cannot have {seats} seats while {taken} learners are linked to it; \
         unenroll learners first, or give {taken} or more"
    )]
    SeatsBelowTaken {
        /// The sales order.
        number: Code,
        /// How many seats it would have.
        seats: u32,
        /// How many learners hold one.
        taken: u64,
    },
}

impl Refusal for SalesOrderRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::NumberTaken(_) | Self::ExternalIdTaken { .. } => &[ENR_02],
            Self::OtherCourse { .. } => &[ENR_03],
            Self::EndNotAfterStart { .. }
            | Self::NoCourse
            | Self::NoSeats
            | Self::SeatsTaken { .. }
            | Self::SeatsBelowTaken { .. } => &[ENR_01],
        }
    }
}
