//! `rollbook enrollment list`.

use rollbook_application::enrollment::{EnrollmentFilter, ListedEnrollment, list_enrollments};
use rollbook_domain::enrollment::{EnrollmentState, StateWord};
use rollbook_domain::id::CustomerId;
use rollbook_domain::rule::RuleId;
use rollbook_domain::time::{Instant, Moment, end_in_words, in_words};
use serde::Serialize;

use crate::values::{PageOptions, moment};
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook enrollment list --course ALGEBRA
  rollbook enrollment list --course ALGEBRA --at 2026-06-30 --state expired \\
      --output csv";

/// List the learners of a course, each with their state.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The course.
    #[arg(long, value_name = "CODE|ID")]
    course: String,
    /// Only members of this group.
    #[arg(long, value_name = "CODE|ID")]
    group: Option<String>,
    /// Only in this state.
    #[arg(long, value_name = "STATE")]
    state: Option<TypedState>,
    /// The day or instant asked about, past or to come [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    at: Option<Moment>,
    #[command(flatten)]
    page: PageOptions,
}

/// A state, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TypedState {
    /// A window is open.
    Enrolled,
    /// Enrolled, and the first window opens later.
    Scheduled,
    /// Taken out of the course.
    Unenrolled,
    /// Every window is over.
    Expired,
}

impl From<TypedState> for StateWord {
    fn from(typed: TypedState) -> Self {
        match typed {
            TypedState::Enrolled => Self::Enrolled,
            TypedState::Scheduled => Self::Scheduled,
            TypedState::Unenrolled => Self::Unenrolled,
            TypedState::Expired => Self::Expired,
        }
    }
}

/// One learner; `since` of a scheduled one is when the window opens.
#[derive(Serialize)]
struct Line {
    id: CustomerId,
    email: Option<String>,
    name: Option<String>,
    state: StateWord,
    since: Instant,
    until: Option<Instant>,
    rule: RuleId,
    /// The number of the sales order that it follows.
    sales_order: Option<String>,
    is_beyond_contract: bool,
}

const COLUMNS: &[Column<Line>] = &[
    Column::new("id", "ID", |line, _| line.id.to_string()),
    Column::new("email", "EMAIL", |line, _| line.email.clone().unwrap_or_else(|| "(erased)".to_owned())),
    Column::new("name", "NAME", |line, _| line.name.clone().unwrap_or_default()),
    Column::new("state", "STATE", |line, _| line.state.to_string()),
    Column::new("since", "SINCE", |line, zone| match line.state {
        StateWord::Scheduled => format!("opens {}", in_words(line.since, zone)),
        _ => in_words(line.since, zone),
    }),
    Column::new("until", "UNTIL", |line, zone| match line.state {
        StateWord::Enrolled => end_in_words(line.until, zone),
        _ => String::new(),
    }),
    Column::new("rule", "RULE", |line, _| line.rule.to_string()),
    Column::new("sales_order", "SALES ORDER", |line, _| {
        let beyond = if line.is_beyond_contract { " (beyond contract)" } else { "" };
        line.sales_order.as_ref().map(|number| format!("{number}{beyond}")).unwrap_or_default()
    }),
    Column::data("is_beyond_contract"),
];

impl From<ListedEnrollment> for Line {
    fn from(listed: ListedEnrollment) -> Self {
        let (since, until) = match listed.state {
            EnrollmentState::Enrolled { since, until, .. } => (since, until),
            EnrollmentState::Scheduled { opens_at, .. } => (opens_at, None),
            EnrollmentState::Unenrolled { since, .. } | EnrollmentState::Expired { since, .. } => {
                (since, None)
            }
        };
        let profile = listed.profile.map(rollbook_domain::personal::Personal::into_inner);
        let known = profile.as_ref();
        Self {
            id: listed.customer,
            email: known.map(|profile| profile.email.as_typed().to_owned()),
            name: known
                .map(|profile| format!("{} {}", profile.first_name.as_str(), profile.last_name.as_str())),
            state: listed.state.word(),
            since,
            until,
            rule: listed.state.rule(),
            sales_order: listed.sales_order.map(|number| number.to_string()),
            is_beyond_contract: listed.is_beyond_contract,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let at = session.instant(args.at).await?;
    let state = args.state.map(StateWord::from);
    let filter = &EnrollmentFilter { course: args.course, group: args.group, state, at };
    let desk = &session.desk();
    let page = args
        .page
        .read(session.form(), async |request| list_enrollments(desk, filter, &request).await)
        .await?;
    session.list(COLUMNS, page.map(Line::from)).await
}
