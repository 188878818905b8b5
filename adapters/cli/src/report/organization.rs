//! `rollbook report organization`.

use rollbook_application::report::{OrganizationCount, Whose, count_organizations};
use rollbook_domain::id::OrganizationId;
use rollbook_domain::port::Page;
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use super::options::LearnerOptions;
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report organization
  rollbook report organization --organization ACME --state expired --output csv
  rollbook report organization --totals";

/// List the learners of organizations by course, each with the state and when access ends, or count them.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only this organization and those below it.
    #[arg(long, value_name = "CODE|ID")]
    organization: Option<String>,
    /// Count instead of listing: a line for each organization, with everybody below it.
    #[arg(long, conflicts_with_all = ["course", "state", "limit", "after", "all"])]
    totals: bool,
    #[command(flatten)]
    learners: LearnerOptions,
}

#[derive(Serialize)]
struct Line {
    id: OrganizationId,
    organization: String,
    title: String,
    learners: u64,
    enrolled: u64,
    scheduled: u64,
    unenrolled: u64,
    expired: u64,
    next_end_at: Option<Instant>,
    completed: u64,
    last_active_at: Option<Instant>,
}

/// The header in CSV is exactly these names; scripts rely on it.
const COLUMNS: &[Column<Line>] = &[
    Column::new("organization", "ORGANIZATION", |line, _| line.organization.clone()),
    Column::new("title", "TITLE", |line, _| line.title.clone()),
    Column::new("learners", "LEARNERS", |line, _| line.learners.to_string()),
    Column::new("enrolled", "ENROLLED", |line, _| line.enrolled.to_string()),
    Column::new("scheduled", "SCHEDULED", |line, _| line.scheduled.to_string()),
    Column::new("unenrolled", "UNENROLLED", |line, _| line.unenrolled.to_string()),
    Column::new("expired", "EXPIRED", |line, _| line.expired.to_string()),
    Column::new("next_end_at", "NEXT END", |line, zone| {
        line.next_end_at.map(|at| in_words(at, zone)).unwrap_or_default()
    }),
    Column::new("completed", "COMPLETED", |line, _| line.completed.to_string()),
    Column::new("last_active_at", "LAST ACTIVE", |line, zone| {
        line.last_active_at.map(|at| in_words(at, zone)).unwrap_or_default()
    }),
];

impl From<OrganizationCount> for Line {
    fn from(count: OrganizationCount) -> Self {
        let OrganizationCount { organization, learners } = count;
        Self {
            id: organization.id,
            organization: organization.code.to_string(),
            title: organization.title.to_string(),
            learners: learners.people,
            enrolled: learners.enrolled,
            scheduled: learners.scheduled,
            unenrolled: learners.unenrolled,
            expired: learners.expired,
            next_end_at: learners.next_end_at,
            completed: learners.completed,
            last_active_at: learners.last_active_at,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    if !args.totals {
        return args.learners.print(Whose::Organization(args.organization), session).await;
    }
    let at = session.instant(args.learners.at).await?;
    let counts = count_organizations(&session.desk(), args.organization.as_deref(), at).await?;
    let items = counts.into_iter().map(Line::from).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
