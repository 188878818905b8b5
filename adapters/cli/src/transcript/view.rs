//! A transcript as printed.

use rollbook_application::transcript::{ShownCourse, ShownItem, ShownTranscript};
use rollbook_domain::catalogue::ItemKind;
use rollbook_domain::enrollment::StateWord;
use rollbook_domain::id::{CourseId, CustomerId, ItemId};
use rollbook_domain::time::{Instant, Zone, end_in_words, in_words};
use rollbook_domain::transcript::{CourseStanding, ItemStatus, OutsideAccess, RecordedBy};
use serde::Serialize;

use crate::page::{Page, yes_no};

#[derive(Serialize)]
pub(super) struct View {
    customer: CustomerId,
    email: Option<String>,
    at: Instant,
    courses: Vec<CourseView>,
}

#[derive(Serialize)]
struct CourseView {
    course: String,
    course_id: CourseId,
    title: String,
    version: u32,
    /// Whether it is the version that the learner takes now.
    is_present: bool,
    is_complete: bool,
    completed_at: Option<Instant>,
    waived_at: Option<Instant>,
    access_state: Option<StateWord>,
    expires_at: Option<Instant>,
    next_item: Option<String>,
    items: Vec<ItemView>,
}

#[derive(Serialize)]
struct ItemView {
    item: String,
    item_id: ItemId,
    title: String,
    kind: ItemKind,
    is_required: bool,
    status: ItemStatus,
    /// A decimal number in a text.
    score: Option<String>,
    /// A decimal number in a text.
    maximum_score: Option<String>,
    /// In percent.
    progress: u8,
    completed_at: Option<Instant>,
    submitted_at: Option<Instant>,
    by: Option<RecordedBy>,
    outside: Option<OutsideAccess>,
    attempts: u32,
    access_state: Option<StateWord>,
    expires_at: Option<Instant>,
}

impl From<&ShownTranscript> for View {
    fn from(shown: &ShownTranscript) -> Self {
        let ShownTranscript { customer, email, at, courses } = shown;
        let courses = courses.iter().map(CourseView::from).collect();
        Self { customer: *customer, email: email.clone(), at: *at, courses }
    }
}

impl From<&ShownCourse> for CourseView {
    fn from(shown: &ShownCourse) -> Self {
        let line = &shown.line;
        let CourseStanding { completed_at, waived_at } = line.standing;
        Self {
            course: shown.code.to_string(),
            course_id: shown.id,
            title: shown.title.to_string(),
            version: line.version,
            is_present: line.is_present,
            is_complete: line.standing.is_complete(),
            completed_at,
            waived_at,
            access_state: line.state.map(|state| state.word()),
            expires_at: line.expires_at,
            next_item: shown.next_item().map(ToString::to_string),
            items: shown.items.iter().map(|item| item_view(shown, item)).collect(),
        }
    }
}

fn item_view(course: &ShownCourse, shown: &ShownItem) -> ItemView {
    let result = shown.line.record.as_ref().map(|record| record.result);
    let score = result.and_then(|result| result.score);
    ItemView {
        item: shown.code.to_string(),
        item_id: shown.line.item,
        title: shown.title.to_string(),
        kind: shown.kind,
        is_required: shown.is_required,
        status: status(shown),
        score: score.map(|score| score.to_string()),
        maximum_score: score.and_then(|score| score.maximum()).map(|maximum| maximum.to_string()),
        progress: result.map_or(0, |result| result.percent()),
        completed_at: result.and_then(|result| result.completed_at),
        submitted_at: result.and_then(|result| result.submitted_at),
        by: result.map(|result| result.by),
        outside: result.and_then(|result| result.outside),
        attempts: shown.line.attempts,
        access_state: course.line.state.map(|state| state.word()),
        expires_at: course.line.expires_at,
    }
}

fn status(shown: &ShownItem) -> ItemStatus {
    shown.line.record.as_ref().map_or(ItemStatus::NotAttempted, |record| record.result.status)
}

/// The transcript for people.
pub(super) fn page(shown: &ShownTranscript, zone: &Zone) -> String {
    let name = shown.email.clone().unwrap_or_else(|| shown.customer.to_string());
    let mut page = Page::new(&format!("Transcript of {name}"));
    for course in &shown.courses {
        let version = course.line.version;
        page.section(&format!("{} {}, version {version}", course.code, course.title), facts(course, zone));
        page.section(
            &format!("Items of {}, version {version}", course.code),
            course.items.iter().map(|item| item_row(item, zone)).collect(),
        );
    }
    if shown.courses.is_empty() {
        page.section("Courses", Vec::new());
    }
    page.into_text()
}

fn facts(course: &ShownCourse, zone: &Zone) -> Vec<Vec<String>> {
    let line = &course.line;
    let CourseStanding { completed_at, waived_at } = line.standing;
    let complete = match (completed_at, waived_at) {
        (Some(at), _) => format!("since {}", in_words(at, zone)),
        (None, Some(at)) => format!("waived on {}", in_words(at, zone)),
        (None, None) => yes_no(false),
    };
    let state = line.state.map_or_else(|| "never opened".to_owned(), |state| state.word().to_string());
    let next = course.next_item().map_or_else(|| "none".to_owned(), ToString::to_string);
    let rows = [
        ("Complete", complete),
        ("Access", state),
        ("Until", end_in_words(line.expires_at, zone)),
        ("Next item", next),
    ];
    rows.into_iter().map(|(label, value)| vec![label.to_owned(), value]).collect()
}

fn item_row(shown: &ShownItem, zone: &Zone) -> Vec<String> {
    let result = shown.line.record.as_ref().map(|record| record.result);
    let score = result.and_then(|result| result.score).map(|score| match score.maximum() {
        Some(maximum) => format!("{score} of {maximum}"),
        None => score.to_string(),
    });
    let done = result.and_then(|result| result.completed_at.or(result.submitted_at));
    vec![
        shown.code.to_string(),
        shown.kind.to_string(),
        if shown.is_required { "required" } else { "optional" }.to_owned(),
        status(shown).to_string(),
        score.unwrap_or_default(),
        done.map(|at| in_words(at, zone)).unwrap_or_default(),
        result.and_then(|result| result.outside).map(|outside| outside.to_string()).unwrap_or_default(),
    ]
}
