//! What can happen to an enrollment beside its grants.

use serde::{Deserialize, Serialize};

use super::EnrollmentChange;
use crate::id::{CourseId, SalesOrderId};
use crate::time::Instant;

/// A fact about a customer's enrollment in a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EnrollmentEvent {
    /// Enrolled again by hand.
    Enrolled {
        /// The course.
        course: CourseId,
    },
    /// Taken out of the course.
    Unenrolled {
        /// The course.
        course: CourseId,
    },
    /// An end was typed.
    EnrollmentOverrideSet {
        /// The course.
        course: CourseId,
        /// The first instant past the access.
        ends_at: Instant,
    },
    /// The typed end was taken away.
    EnrollmentOverrideCleared {
        /// The course.
        course: CourseId,
    },
    /// From now on it follows a sales order.
    SalesOrderLinked {
        /// The course.
        course: CourseId,
        /// The sales order.
        sales_order: SalesOrderId,
    },
    /// It follows no sales order any more.
    SalesOrderUnlinked {
        /// The course.
        course: CourseId,
    },
}

impl EnrollmentEvent {
    /// The course it is about.
    pub fn course(&self) -> CourseId {
        match self {
            Self::Enrolled { course }
            | Self::Unenrolled { course }
            | Self::EnrollmentOverrideSet { course, .. }
            | Self::EnrollmentOverrideCleared { course }
            | Self::SalesOrderLinked { course, .. }
            | Self::SalesOrderUnlinked { course } => *course,
        }
    }

    /// The fact it leaves behind; how a sales order stands is known to readers alone.
    pub fn change(&self) -> EnrollmentChange {
        match self {
            Self::Enrolled { .. } => EnrollmentChange::Enrolled,
            Self::Unenrolled { .. } => EnrollmentChange::Unenrolled,
            Self::EnrollmentOverrideSet { ends_at, .. } => {
                EnrollmentChange::OverrideSet { ends_at: *ends_at }
            }
            Self::EnrollmentOverrideCleared { .. } => EnrollmentChange::OverrideCleared,
            Self::SalesOrderLinked { sales_order, .. } => {
                EnrollmentChange::SalesOrderLinked { sales_order: *sales_order, contract: None }
            }
            Self::SalesOrderUnlinked { .. } => EnrollmentChange::SalesOrderUnlinked,
        }
    }
}
