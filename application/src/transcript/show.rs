//! What is on record of a learner, course by course (TRN-01, X-16).

use rollbook_domain::catalogue::{Catalogue, Course, ItemKind};
use rollbook_domain::id::{CourseId, CustomerId, ItemId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::text::{Code, Title};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{CourseLine, ItemLine, LearnerFacts, Transcript, course_lines};
use rollbook_domain::verdict::{AccessFacts, SubjectKind, View, decide};

use crate::catalogue::get_course;
use crate::customer::get_customer;
use crate::{Desk, Failure};

/// For whose eyes a transcript is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Viewer {
    /// An administrator, who sees everything that is on record.
    #[default]
    Administrator,
    /// The learner, who sees courses that are open or have expired, and none they were taken out of (ENR-15).
    Learner,
}

/// A transcript as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownTranscript {
    /// Whose it is.
    pub customer: CustomerId,
    /// Their email, unless erased.
    pub email: Option<String>,
    /// The instant that states are shown for.
    pub at: Instant,
    /// Every course that was ever opened to them or is on record, in order of code; the present version first.
    pub courses: Vec<ShownCourse>,
}

/// One version of a course on a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownCourse {
    /// The course.
    pub id: CourseId,
    /// Its code.
    pub code: Code,
    /// Its title.
    pub title: Title,
    /// Version, state, end, standing.
    pub line: CourseLine,
    /// The items, in the order of the line's.
    pub items: Vec<ShownItem>,
}

/// One item on a transcript.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownItem {
    /// Its code.
    pub code: Code,
    /// Its title.
    pub title: Title,
    /// What kind of content it is.
    pub kind: ItemKind,
    /// Whether the course needs it.
    pub is_required: bool,
    /// What is on record.
    pub line: ItemLine,
}

impl ShownCourse {
    /// The code of the item to go on with (ENR-13).
    pub fn next_item(&self) -> Option<&Code> {
        let next: ItemId = self.line.next_item?;
        self.items.iter().find(|item| item.line.item == next).map(|item| &item.code)
    }
}

/// Shows what is on record of a customer, in one course or in all.
///
/// # Errors
/// [`Failure::Missing`] for a customer or course that does not exist.
pub async fn show_transcript(
    desk: &Desk<'_>,
    key: &CustomerKey,
    course: Option<&str>,
    viewer: Viewer,
) -> Result<ShownTranscript, Failure> {
    let catalogue = desk.store.catalogue().await?;
    let wanted = match course {
        Some(course) => std::slice::from_ref(get_course(&catalogue, course)?),
        None => catalogue.courses(),
    };
    let record = get_customer(desk, key).await?;
    let (customer, at) = (record.customer.id, desk.now());
    let transcript =
        desk.store.find_transcript(customer).await?.unwrap_or_else(|| Transcript::empty(customer));
    let seen = wanted.iter().filter(|course| may_see(&record, &catalogue, course, viewer, at));
    let courses = seen.flat_map(|course| shown(&record, &catalogue, course, &transcript, at)).collect();
    let email = record.customer.profile().map(|profile| profile.email.as_typed().to_owned());
    Ok(ShownTranscript { customer, email, at, courses })
}

/// Results are open to a learner while the course is, and after it has expired; the access decision says so.
fn may_see(
    record: &CustomerRecord,
    catalogue: &Catalogue,
    course: &Course,
    viewer: Viewer,
    at: Instant,
) -> bool {
    viewer == Viewer::Administrator
        || AccessFacts::of(record, catalogue, SubjectKind::Course(course.id))
            .is_some_and(|facts| decide(&facts, View::Results, at).is_allowed)
}

fn shown(
    record: &CustomerRecord,
    catalogue: &Catalogue,
    course: &Course,
    transcript: &Transcript,
    at: Instant,
) -> Vec<ShownCourse> {
    let grants = record.grants_for(course.id, catalogue);
    let facts =
        LearnerFacts { transcript, course, grants: &grants, enrollment: record.enrollment(course.id) };
    let shown = |line: CourseLine| ShownCourse {
        id: course.id,
        code: course.code.clone(),
        title: course.title.clone(),
        items: line.items.iter().filter_map(|item| shown_item(catalogue, item)).collect(),
        line,
    };
    course_lines(&facts, at).into_iter().map(shown).collect()
}

fn shown_item(catalogue: &Catalogue, line: &ItemLine) -> Option<ShownItem> {
    let item = catalogue.item(line.item)?;
    Some(ShownItem {
        code: item.code.clone(),
        title: item.terms.title.clone(),
        kind: item.terms.kind,
        is_required: item.terms.is_required,
        line: line.clone(),
    })
}
