//! `rollbook transcript responses`.

use rollbook_application::transcript::{SubmissionResponses, read_responses};
use rollbook_domain::id::SubmissionId;
use rollbook_domain::port::{CustomerKey, Page};
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use crate::page::yes_no;
use crate::values::customer_key;
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript responses --customer emmy@example.org --item ALG-FINAL
  rollbook transcript responses --customer emmy@example.org --item ALG-FINAL \\
      --output csv

What an administrator's mark made is named so in the column is_synthetic.";

/// Show what a learner chose for each question of a quiz, submission by submission.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The learner: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The quiz.
    #[arg(long, value_name = "CODE|ID")]
    item: String,
}

#[derive(Serialize)]
struct Line {
    submission: SubmissionId,
    submitted_at: Instant,
    is_synthetic: bool,
    by: String,
    edition: Option<u32>,
    question: String,
    text: String,
    chosen: Vec<String>,
    chosen_texts: Vec<String>,
    correct: Vec<String>,
    is_right: bool,
    points: u32,
    of: u32,
}

const COLUMNS: &[Column<Line>] = &[
    Column::data("submission"),
    Column::new("submitted_at", "HANDED IN", |line, zone| in_words(line.submitted_at, zone)),
    Column::new("is_synthetic", "MADE BY HAND", |line, _| {
        if line.is_synthetic { format!("by {}", line.by) } else { "no".to_owned() }
    }),
    Column::data("by"),
    Column::data("edition"),
    Column::new("question", "QUESTION", |line, _| line.question.clone()),
    Column::data("text"),
    Column::new("chosen", "CHOSEN", |line, _| {
        if line.chosen.is_empty() { "(nothing)".to_owned() } else { line.chosen_texts.join(", ") }
    }),
    Column::data("chosen_texts"),
    Column::data("correct"),
    Column::new("is_right", "RIGHT", |line, _| yes_no(line.is_right)),
    Column::new("points", "POINTS", |line, _| format!("{} of {}", line.points, line.of)),
    Column::data("of"),
];

fn lines(of: SubmissionResponses) -> Vec<Line> {
    let SubmissionResponses { submission, responses } = of;
    let line = |response: rollbook_domain::transcript::attempt::Response| Line {
        submission: submission.id,
        submitted_at: submission.submitted_at,
        is_synthetic: submission.is_synthetic,
        by: submission.stamp.actor.to_string(),
        edition: submission.edition,
        question: response.question.id.to_string(),
        text: response.question.text,
        chosen: response.chosen.iter().map(|choice| choice.id.to_string()).collect(),
        chosen_texts: response.chosen.into_iter().map(|choice| choice.text).collect(),
        correct: response.question.correct.iter().map(ToString::to_string).collect(),
        is_right: response.is_right,
        points: response.points,
        of: response.question.points,
    };
    responses.into_iter().map(line).collect()
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let submissions = read_responses(&session.desk(), &args.customer, &args.item).await?;
    let items = submissions.into_iter().flat_map(lines).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
