//! `rollbook privacy calendar`.

use rollbook_application::privacy::retention_calendar;
use rollbook_domain::port::Page;
use rollbook_domain::privacy::retention::CalendarLine;
use rollbook_domain::time::{Instant, Zone, in_words};
use serde::Serialize;

use super::period;
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook settings set keep_logins_days 365
  rollbook privacy calendar
  rollbook privacy calendar --output csv

The settings keep_logins_days, keep_mails_days, keep_answers_days, keep_cmi_days and
keep_inactive_days say for how many days sign-ins, mails, answers to quizzes, what SCORM modules
sent and inactive customers are kept. Nothing goes before `rollbook privacy apply`.";

/// Show what is kept for how long, and how much of it falls due when.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

#[derive(Serialize)]
struct Line {
    category: &'static str,
    days: Option<u32>,
    rows: u64,
    due: u64,
    months: Vec<Month>,
    later: u64,
    oldest: Option<Instant>,
    first_due_at: Option<Instant>,
}

/// What falls due in a month.
#[derive(Serialize)]
struct Month {
    month: String,
    rows: u64,
}

const COLUMNS: &[Column<Line>] = &[
    Column::new("category", "CATEGORY", |line, _| line.category.to_owned()),
    Column::new("days", "KEPT FOR", |line, _| period(line.days)),
    Column::new("rows", "ROWS", |line, _| line.rows.to_string()),
    Column::new("due", "DUE NOW", |line: &Line, _: &Zone| line.due.to_string()).marked(|line| line.due > 0),
    Column::new("months", "DUE IN", |line, _| {
        let months = line.months.iter().filter(|month| month.rows > 0);
        months.map(|month| format!("{}: {}", month.month, month.rows)).collect::<Vec<_>>().join(", ")
    }),
    Column::new("later", "LATER", |line, _| line.later.to_string()),
    Column::data("oldest"),
    Column::new("first_due_at", "FIRST DUE", |line, zone| {
        line.first_due_at.map_or_else(|| "never".to_owned(), |at| in_words(at, zone))
    }),
];

pub(super) async fn run(_args: Args, session: &Session) -> Result<(), CliError> {
    let lines = retention_calendar(&session.desk()).await?;
    session.list(COLUMNS, Page { items: lines.into_iter().map(line).collect(), next: None }).await
}

fn line(line: CalendarLine) -> Line {
    let CalendarLine { retained, days, rows, due, months, later, oldest, first_due_at } = line;
    let months = months.into_iter().map(|due| {
        let month = format!("{:04}-{:02}", due.month.year(), due.month.month());
        Month { month, rows: due.rows }
    });
    let (category, months) = (retained.word(), months.collect());
    Line { category, days, rows, due, months, later, oldest, first_due_at }
}
