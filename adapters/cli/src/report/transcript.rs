//! `rollbook report transcript`.

use rollbook_application::report::{RecordLine, report_transcripts};
use rollbook_domain::enrollment::StateWord;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::Page;
use rollbook_domain::time::{Instant, Moment, in_words};
use rollbook_domain::transcript::{ItemStatus, OutsideAccess};
use serde::Serialize;

use crate::values::moment;
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report transcript --course ALGEBRA
  rollbook report transcript --course ALGEBRA --output csv > algebra.csv";

/// List what is on record in a course: a line for each learner and item with a record.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The course.
    #[arg(long, value_name = "CODE|ID")]
    course: String,
    /// The day or instant that states of access are shown for [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    at: Option<Moment>,
}

#[derive(Serialize)]
struct Line {
    id: CustomerId,
    email: Option<String>,
    item: String,
    version: u32,
    status: ItemStatus,
    /// A decimal number in a text.
    score: Option<String>,
    submitted_at: Option<Instant>,
    completed_at: Option<Instant>,
    outside: Option<OutsideAccess>,
    access_state: Option<StateWord>,
}

/// The header in CSV is exactly these names; scripts rely on it.
const COLUMNS: &[Column<Line>] = &[
    Column::new("email", "EMAIL", |line, _| line.email.clone().unwrap_or_else(|| "(erased)".to_owned())),
    Column::new("item", "ITEM", |line, _| line.item.clone()),
    Column::new("status", "STATUS", |line, _| line.status.to_string()),
    Column::new("score", "SCORE", |line, _| line.score.clone().unwrap_or_default()),
    Column::new("submitted_at", "SUBMITTED", |line, zone| {
        line.submitted_at.map(|at| in_words(at, zone)).unwrap_or_default()
    }),
    Column::new("access_state", "ACCESS", |line, _| {
        line.access_state.map(|state| state.to_string()).unwrap_or_default()
    }),
];

impl From<RecordLine> for Line {
    fn from(line: RecordLine) -> Self {
        let result = line.result;
        Self {
            id: line.customer,
            email: line.email,
            item: line.item.to_string(),
            version: line.version,
            status: result.status,
            score: result.score.map(|score| score.to_string()),
            submitted_at: result.submitted_at,
            completed_at: result.completed_at,
            outside: result.outside,
            access_state: line.access_state,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let at = session.instant(args.at).await?;
    let lines = report_transcripts(&session.desk(), &args.course, at).await?;
    let items = lines.into_iter().map(Line::from).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
