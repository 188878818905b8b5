//! `rollbook report enrollments`.

use rollbook_application::report::{CourseCount, count_enrollments};
use rollbook_domain::id::CourseId;
use rollbook_domain::port::Page;
use rollbook_domain::time::Moment;
use serde::Serialize;

use crate::values::moment;
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report enrollments
  rollbook report enrollments --at 2025-06-30 --course ALGEBRA --output csv";

/// Count the learners of each course by state.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The day or instant asked about, past or to come [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    at: Option<Moment>,
    /// Only this course.
    #[arg(long, value_name = "CODE|ID")]
    course: Option<String>,
}

#[derive(Serialize)]
struct Line {
    id: CourseId,
    course: String,
    enrolled: u64,
    scheduled: u64,
    unenrolled: u64,
    expired: u64,
}

/// The header in CSV is exactly these names; scripts rely on it.
const COLUMNS: &[Column<Line>] = &[
    Column::new("course", "COURSE", |line, _| line.course.clone()),
    Column::new("enrolled", "ENROLLED", |line, _| line.enrolled.to_string()),
    Column::new("scheduled", "SCHEDULED", |line, _| line.scheduled.to_string()),
    Column::new("unenrolled", "UNENROLLED", |line, _| line.unenrolled.to_string()),
    Column::new("expired", "EXPIRED", |line, _| line.expired.to_string()),
];

impl From<CourseCount> for Line {
    fn from(count: CourseCount) -> Self {
        Self {
            id: count.id,
            course: count.code.to_string(),
            enrolled: count.enrolled,
            scheduled: count.scheduled,
            unenrolled: count.unenrolled,
            expired: count.expired,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let at = session.instant(args.at).await?;
    let counts = count_enrollments(&session.desk(), args.course.as_deref(), at).await?;
    let items = counts.into_iter().map(Line::from).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
