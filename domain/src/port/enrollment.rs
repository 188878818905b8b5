//! Reading enrollments of a course.

use async_trait::async_trait;

use super::{Page, PageRequest, ReadResult};
use crate::access::AccessGrant;
use crate::customer::{Profile, StatusChange};
use crate::enrollment::EnrollmentFact;
use crate::id::{CourseId, CustomerId, GroupId};
use crate::personal::Personal;
use crate::stamp::Revision;

/// Whose enrollments are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrollmentQuery {
    /// In this course.
    pub course: CourseId,
    /// Only members of this group.
    pub group: Option<GroupId>,
    /// Only these customers; `Some` of nothing is nobody, never everybody.
    pub customers: Option<Vec<CustomerId>>,
}

impl EnrollmentQuery {
    /// Everybody in the course.
    pub fn of(course: CourseId) -> Self {
        Self { course, group: None, customers: None }
    }
}

/// One customer who was ever given access to the course, with the facts that make the state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrollmentRow {
    /// The customer.
    pub customer: CustomerId,
    /// The customer's revision.
    pub revision: Revision,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// Every change of status.
    pub statuses: Vec<StatusChange>,
    /// The grants of products that open the course, in the order written.
    pub grants: Vec<AccessGrant>,
    /// What was written about the enrollment, in the order written.
    pub facts: Vec<EnrollmentFact>,
}

/// Reads enrollments.
#[async_trait]
pub trait EnrollmentReader: Send + Sync {
    /// Everybody who has a grant of a product that opens the course, in order of customer id.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn enrollments(
        &self,
        query: &EnrollmentQuery,
        page: &PageRequest,
    ) -> ReadResult<Page<EnrollmentRow>>;
}
