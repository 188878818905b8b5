//! Whose access ends soon, the next ones first.

use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::customer::Profile;
use rollbook_domain::enrollment::{EndRule, EnrollmentState, state_at};
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Cursor, EnrollmentQuery, Page, PageRequest, StoreError};
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;
use rollbook_domain::view::AccessEnd;

use crate::catalogue::get_course;
use crate::group::get_group;
use crate::{Desk, Failure};

/// How many rows are looked at in one read.
const CHUNK: usize = 5000;

/// Which enrollments are wanted, with course and group named by id or code; every field that is set narrows the report.
#[derive(Debug, Clone)]
pub struct ExpiringFilter {
    /// Only in this course.
    pub course: Option<String>,
    /// Only members of this group.
    pub group: Option<String>,
    /// From this instant on.
    pub from: Instant,
    /// Only ends before this instant or at it.
    pub through: Instant,
}

/// An enrollment that ends soon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpiringLine {
    /// The customer.
    pub customer: CustomerId,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// The course.
    pub course: CourseId,
    /// Its code.
    pub course_code: Code,
    /// The state, which is E.
    pub state: EnrollmentState,
    /// The effective end.
    pub ends_at: Instant,
    /// What decides it.
    pub end_rule: Option<EndRule>,
    /// Whether a typed end is later than that of the sales order.
    pub is_beyond_contract: bool,
}

/// The enrollments that are E at `from` and end by `through`, by their ends, then by course and customer.
///
/// All of them are read for every page. A cursor names the last line, so that one that has ended by the next page moves no
/// other.
///
/// # Errors
/// [`Failure::Missing`] for a course or group that does not exist, [`Failure::Store`], also for a cursor that is not this
/// report's.
pub async fn expiring_enrollments(
    desk: &Desk<'_>,
    filter: &ExpiringFilter,
    page: &PageRequest,
) -> Result<Page<ExpiringLine>, Failure> {
    let catalogue = desk.store.catalogue().await?;
    let after = page.after.as_ref().map(|cursor| Key::read(cursor, &catalogue)).transpose()?;
    let group = match &filter.group {
        Some(key) => Some(get_group(desk, key).await?.id),
        None => None,
    };
    let courses = match &filter.course {
        Some(key) => std::slice::from_ref(get_course(&catalogue, key)?),
        None => catalogue.courses(),
    };
    let mut lines = Vec::new();
    for course in courses {
        let query = EnrollmentQuery { course: course.id, group, customers: None };
        let mut request = PageRequest::first(CHUNK);
        loop {
            let Page { items, next } = desk.store.enrollments(&query, &request).await?;
            for row in items {
                let Some(state) = state_at(&row.grants, &row.facts, filter.from) else { continue };
                let is_in =
                    matches!(state, EnrollmentState::Enrolled { .. } | EnrollmentState::Scheduled { .. });
                let end = AccessEnd::of(&row.grants, &row.facts, &state);
                if let Some(ends_at) = end.ends_at.filter(|end| is_in && *end <= filter.through) {
                    lines.push(ExpiringLine {
                        customer: row.customer,
                        profile: row.profile,
                        course: course.id,
                        course_code: course.code.clone(),
                        state,
                        ends_at,
                        end_rule: end.end_rule,
                        is_beyond_contract: end.is_beyond_contract,
                    });
                }
            }
            let Some(cursor) = next else { break };
            request = PageRequest::after(cursor, CHUNK);
        }
    }
    lines.sort_by_key(|line| Key::of(line, &catalogue));
    if let Some(after) = after {
        lines.drain(..lines.partition_point(|line| Key::of(line, &catalogue) <= after));
    }
    let is_more = lines.len() > page.limit;
    lines.truncate(page.limit);
    let next = lines.last().filter(|_| is_more).map(cursor_behind);
    Ok(Page { items: lines, next })
}

/// What lines are in order of.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    ends_at: Instant,
    /// The course's place in the catalogue.
    course: Option<usize>,
    customer: CustomerId,
}

impl Key {
    fn of(line: &ExpiringLine, catalogue: &Catalogue) -> Self {
        let course = catalogue.place_of(line.course);
        Self { ends_at: line.ends_at, course, customer: line.customer }
    }

    fn read(cursor: &Cursor, catalogue: &Catalogue) -> Result<Self, StoreError> {
        let read = || {
            let mut parts = cursor.as_str().split('.');
            let ends_at = Instant::from_micros(parts.next()?.parse().ok()?).ok()?;
            let course = Some(catalogue.place_of(parts.next()?.parse().ok()?)?);
            let customer = parts.next()?.parse().ok()?;
            parts.next().is_none().then_some(Self { ends_at, course, customer })
        };
        read().ok_or_else(|| StoreError::BadCursor(cursor.as_str().chars().take(80).collect()))
    }
}

/// The place behind a line, whatever else ends before it by then.
fn cursor_behind(line: &ExpiringLine) -> Cursor {
    Cursor::new(format!("{}.{}.{}", line.ends_at.as_micros(), line.course, line.customer))
}
