//! How many learners each course has, by state.

use rollbook_domain::catalogue::Course;
use rollbook_domain::enrollment::{StateWord, state_at};
use rollbook_domain::id::CourseId;
use rollbook_domain::port::{EnrollmentQuery, Page, PageRequest};
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;

use crate::catalogue::get_course;
use crate::{Desk, Failure};

/// How many rows are counted in one read.
const CHUNK: usize = 5000;

/// The learners of one course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourseCount {
    /// The course.
    pub id: CourseId,
    /// Its code.
    pub code: Code,
    /// How many have a window open.
    pub enrolled: u64,
    /// How many wait for their first window.
    pub scheduled: u64,
    /// How many were taken out.
    pub unenrolled: u64,
    /// How many have only windows that are over.
    pub expired: u64,
}

/// Counts the learners of one course, or of each in code order, at `at`; those whose first grant comes later are not
/// counted.
///
/// # Errors
/// [`Failure::Missing`] for a course that does not exist, [`Failure::Store`].
pub async fn count_enrollments(
    desk: &Desk<'_>,
    course: Option<&str>,
    at: Instant,
) -> Result<Vec<CourseCount>, Failure> {
    let catalogue = desk.store.catalogue().await?;
    let courses = match course {
        Some(key) => std::slice::from_ref(get_course(&catalogue, key)?),
        None => catalogue.courses(),
    };
    let mut counts = Vec::with_capacity(courses.len());
    for course in courses {
        counts.push(count(desk, course, at).await?);
    }
    Ok(counts)
}

async fn count(desk: &Desk<'_>, course: &Course, at: Instant) -> Result<CourseCount, Failure> {
    let (id, code) = (course.id, course.code.clone());
    let mut count = CourseCount { id, code, enrolled: 0, scheduled: 0, unenrolled: 0, expired: 0 };
    let query = EnrollmentQuery::of(id);
    let mut request = PageRequest::first(CHUNK);
    loop {
        let Page { items, next } = desk.store.enrollments(&query, &request).await?;
        for state in items.iter().filter_map(|row| state_at(&row.grants, &row.facts, at)) {
            match state.word() {
                StateWord::Enrolled => count.enrolled += 1,
                StateWord::Scheduled => count.scheduled += 1,
                StateWord::Unenrolled => count.unenrolled += 1,
                StateWord::Expired => count.expired += 1,
            }
        }
        let Some(cursor) = next else { return Ok(count) };
        request = PageRequest::after(cursor, CHUNK);
    }
}
