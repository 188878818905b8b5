//! A learner in a course as reports print it.

use rollbook_application::report::LearnerLine;
use rollbook_domain::customer::Profile;
use rollbook_domain::enrollment::{EndRule, StateWord};
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::personal::Personal;
use rollbook_domain::time::{Instant, Zone, end_in_words, in_words};
use serde::Serialize;

use crate::Column;

#[derive(Serialize)]
pub(super) struct Line {
    organization: Option<String>,
    id: CustomerId,
    email: Option<String>,
    name: Option<String>,
    course_id: CourseId,
    course: String,
    state: StateWord,
    /// E, U or X (VIEW-08).
    letter: char,
    /// What a client administrator sees the learner marked with (VIEW-04).
    label: Option<&'static str>,
    given_at: Instant,
    ends_at: Option<Instant>,
    completed_at: Option<Instant>,
    /// In whole percent.
    progress: Option<u8>,
    last_active_at: Option<Instant>,
    end_rule: Option<EndRule>,
    is_beyond_contract: bool,
}

/// The header in CSV is exactly these names; scripts rely on it.
pub(super) const COLUMNS: &[Column<Line>] = &[
    Column::new("organization", "ORGANIZATION", |line, _| line.organization.clone().unwrap_or_default()),
    Column::new("email", "EMAIL", |line, _| line.email.clone().unwrap_or_else(|| "(erased)".to_owned())),
    Column::new("name", "NAME", |line, _| line.name.clone().unwrap_or_default()),
    Column::new("course", "COURSE", |line, _| line.course.clone()),
    Column::data("letter"),
    Column::new("state", "STATE", |line: &Line, _| line.state.to_string())
        .marked(|line| line.label.is_some()),
    Column::new("given_at", "GIVEN", |line, zone| in_words(line.given_at, zone)),
    Column::new("ends_at", "ENDS", |line, zone| match line.state {
        StateWord::Unenrolled => String::new(),
        _ => marked_end(line.ends_at, line.end_rule, line.is_beyond_contract, zone),
    }),
    Column::new("completed_at", "COMPLETED", |line, zone| or_nothing(line.completed_at, zone)),
    Column::new("progress", "PROGRESS", |line, _| {
        line.progress.map(|percent| format!("{percent} %")).unwrap_or_default()
    }),
    Column::new("last_active_at", "LAST ACTIVE", |line, zone| or_nothing(line.last_active_at, zone)),
    Column::data("end_rule"),
    Column::data("is_beyond_contract"),
];

fn or_nothing(at: Option<Instant>, zone: &Zone) -> String {
    at.map(|at| in_words(at, zone)).unwrap_or_default()
}

impl From<LearnerLine> for Line {
    fn from(line: LearnerLine) -> Self {
        let (email, name) = email_and_name(line.profile.as_ref());
        let state = line.state.word();
        Self {
            organization: line.organization_code.map(|code| code.to_string()),
            id: line.customer,
            email,
            name,
            course_id: line.course,
            course: line.course_code.to_string(),
            state,
            letter: line.state.letter(),
            label: (state == StateWord::Expired).then_some("expired"),
            given_at: line.given_at,
            ends_at: line.ends_at,
            completed_at: line.learning.completed_at,
            progress: line.learning.progress,
            last_active_at: line.learning.last_active_at,
            end_rule: line.end_rule,
            is_beyond_contract: line.is_beyond_contract,
        }
    }
}

/// The end for people, marked where it was typed and goes beyond the sales order.
pub(super) fn marked_end(
    ends_at: Option<Instant>,
    end_rule: Option<EndRule>,
    is_beyond_contract: bool,
    zone: &Zone,
) -> String {
    let is_marked = is_beyond_contract && end_rule == Some(EndRule::Override);
    let mark = if is_marked { " (beyond contract)" } else { "" };
    format!("{}{mark}", end_in_words(ends_at, zone))
}

/// The email as typed and the whole name, unless erased.
pub(super) fn email_and_name(profile: Option<&Personal<Profile>>) -> (Option<String>, Option<String>) {
    let Some(profile) = profile.map(Personal::reveal) else {
        return (None, None);
    };
    let name = format!("{} {}", profile.first_name.as_str(), profile.last_name.as_str());
    (Some(profile.email.as_typed().to_owned()), Some(name))
}
