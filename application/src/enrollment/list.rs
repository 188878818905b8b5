//! Lists of enrollments by derived state.

use rollbook_domain::customer::Profile;
use rollbook_domain::enrollment::{EnrollmentState, StateWord, beyond_contract, linked_to, state_at};
use rollbook_domain::id::CustomerId;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{EnrollmentQuery, EnrollmentRow, Page, PageRequest};
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;

use crate::catalogue::get_course;
use crate::group::get_group;
use crate::{Desk, Failure};

/// How many rows are looked at in one read; a rare state passes few of them.
const CHUNK: usize = 1000;

/// Which enrollments are wanted, with course and group named by id or code.
#[derive(Debug, Clone)]
pub struct EnrollmentFilter {
    /// In this course.
    pub course: String,
    /// Only members of this group.
    pub group: Option<String>,
    /// Only in this state.
    pub state: Option<StateWord>,
    /// At this instant.
    pub at: Instant,
}

/// One learner of a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedEnrollment {
    /// The customer.
    pub customer: CustomerId,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// The state at the instant asked about.
    pub state: EnrollmentState,
    /// The number of the sales order that it follows now.
    pub sales_order: Option<Code>,
    /// Whether a typed end is later than that sales order's.
    pub is_beyond_contract: bool,
}

/// The learners of a course in order of customer id; those whose first grant comes later than the instant are not in it.
///
/// # Errors
/// [`Failure::Missing`] for a course or group that does not exist, [`Failure::Store`].
pub async fn list_enrollments(
    desk: &Desk<'_>,
    filter: &EnrollmentFilter,
    page: &PageRequest,
) -> Result<Page<ListedEnrollment>, Failure> {
    let course = get_course(&desk.store.catalogue().await?, &filter.course)?.id;
    let group = match &filter.group {
        Some(key) => Some(get_group(desk, key).await?.id),
        None => None,
    };
    let query = EnrollmentQuery { course, group, customers: None };
    let mut listed = Page { items: Vec::new(), next: page.after.clone() };
    loop {
        let request = PageRequest { after: listed.next.take(), limit: CHUNK };
        let mut chunk = desk.store.enrollments(&query, &request).await?;
        let room = page.limit - listed.items.len();
        if let Some(looked_at) = overfull(&chunk.items, filter, room) {
            // The cursor has to stand behind the last row kept, so the chunk is read again up to there.
            chunk = desk.store.enrollments(&query, &PageRequest { limit: looked_at, ..request }).await?;
        }
        listed.items.extend(chunk.items.into_iter().filter_map(|row| wanted(row, filter)));
        listed.next = chunk.next;
        if listed.next.is_none() || listed.items.len() >= page.limit {
            return Ok(listed);
        }
    }
}

/// How many rows fill the page, when more follow.
fn overfull(rows: &[EnrollmentRow], filter: &EnrollmentFilter, room: usize) -> Option<usize> {
    let mut kept = rows.iter().enumerate().filter(|(_, row)| state(row, filter).is_some());
    let (last, _) = kept.nth(room.checked_sub(1)?)?;
    (last + 1 < rows.len()).then_some(last + 1)
}

fn state(row: &EnrollmentRow, filter: &EnrollmentFilter) -> Option<EnrollmentState> {
    let state = state_at(&row.grants, &row.facts, filter.at)?;
    filter.state.is_none_or(|wanted| wanted == state.word()).then_some(state)
}

fn wanted(row: EnrollmentRow, filter: &EnrollmentFilter) -> Option<ListedEnrollment> {
    let state = state(&row, filter)?;
    let contract = linked_to(&row.facts).and_then(|(_, contract)| contract);
    Some(ListedEnrollment {
        customer: row.customer,
        state,
        sales_order: contract.map(|contract| contract.number.clone()),
        is_beyond_contract: beyond_contract(&row.grants, &row.facts).is_some(),
        profile: row.profile,
    })
}
