//! `rollbook transcript cmi`.

use std::collections::BTreeMap;

use rollbook_application::transcript::read_cmi;
use rollbook_domain::port::{CustomerKey, Page};
use rollbook_domain::scorm::CmiStandard;
use rollbook_domain::time::{Instant, in_words};
use rollbook_domain::transcript::ItemStatus;
use rollbook_domain::transcript::cmi::{CmiAttempt, cmi_work};
use serde::Serialize;

use crate::values::customer_key;
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript cmi --customer emmy@example.org --item ALG-LESSONS
  rollbook transcript cmi --customer emmy@example.org --item ALG-LESSONS \\
      --output json";

/// Show what a SCORM module sent of a learner, attempt by attempt; JSON and CSV have every element.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The learner: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The module.
    #[arg(long, value_name = "CODE|ID")]
    item: String,
}

#[derive(Serialize)]
struct Line {
    version: u32,
    attempt: u32,
    standard: CmiStandard,
    began_at: Option<Instant>,
    sessions: usize,
    total_time: String,
    entry: String,
    status: ItemStatus,
    score: Option<String>,
    progress: Option<u8>,
    is_late: bool,
    elements: BTreeMap<String, String>,
}

const COLUMNS: &[Column<Line>] = &[
    Column::new("version", "VERSION", |line, _| line.version.to_string()),
    Column::new("attempt", "ATTEMPT", |line, _| line.attempt.to_string()),
    Column::new("standard", "SCORM", |line, _| line.standard.to_string()),
    Column::new("began_at", "BEGAN", |line, zone| {
        line.began_at.map_or_else(|| "-".to_owned(), |at| in_words(at, zone))
    }),
    Column::new("sessions", "SESSIONS", |line, _| line.sessions.to_string()),
    Column::new("total_time", "TIME", |line, _| line.total_time.clone()),
    Column::data("entry"),
    Column::new("status", "STATUS", |line, _| line.status.to_string()),
    Column::new("score", "SCORE", |line, _| line.score.clone().unwrap_or_else(|| "-".to_owned())),
    Column::data("progress"),
    Column::data("is_late"),
    Column::new("elements", "ELEMENTS", |line, _| line.elements.len().to_string()),
];

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let (item, data) = read_cmi(&session.desk(), &args.customer, &args.item).await?;
    let line = |attempt: &CmiAttempt| {
        let result = cmi_work(std::iter::once(attempt), item.terms.maximum_score);
        let elements = attempt.elements.iter();
        Line {
            version: attempt.version,
            attempt: attempt.number,
            standard: attempt.standard,
            began_at: attempt.sessions.first().map(|session| session.began_at),
            sessions: attempt.sessions.len(),
            total_time: attempt.total_time().in_form_of(attempt.standard),
            entry: attempt.next_entry().to_string(),
            status: result.status,
            score: result.score.map(|score| score.to_string()),
            progress: result.progress,
            is_late: attempt.sessions.iter().any(|session| session.is_late),
            elements: elements.map(|(name, value)| (name.to_string(), value.reveal().clone())).collect(),
        }
    };
    let items = data.attempts.iter().filter(|attempt| !attempt.is_let_go()).map(line).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
