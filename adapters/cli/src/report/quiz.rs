//! `rollbook report quiz`.

use rollbook_application::report::count_answers;
use rollbook_domain::port::Page;
use rollbook_domain::transcript::attempt::QuestionStatistics;
use serde::Serialize;

use crate::page::yes_no;
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report quiz ALG-FINAL
  rollbook report quiz ALG-FINAL --edition 1 --output csv

Submissions that were taken out, and those that an administrator's mark made, are not counted.";

/// Count how often each choice of a quiz was taken.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The quiz.
    #[arg(value_name = "CODE|ID")]
    item: String,
    /// This edition, counted from 1; without it the latest.
    #[arg(long, value_name = "NUMBER")]
    edition: Option<u32>,
}

#[derive(Serialize)]
struct Line {
    edition: u32,
    question: String,
    text: String,
    submissions: u64,
    answered: u64,
    right: u64,
    choice: String,
    choice_text: String,
    is_right: bool,
    taken: u64,
}

const COLUMNS: &[Column<Line>] = &[
    Column::data("edition"),
    Column::new("question", "QUESTION", |line, _| line.question.clone()),
    Column::data("text"),
    Column::data("submissions"),
    Column::new("answered", "ANSWERED", |line, _| format!("{} of {}", line.answered, line.submissions)),
    Column::new("right", "RIGHT", |line, _| line.right.to_string()),
    Column::new("choice", "CHOICE", |line, _| line.choice.clone()),
    Column::new("choice_text", "TEXT", |line, _| crate::page::on_one_line(&line.choice_text)),
    Column::new("is_right", "IS RIGHT", |line, _| yes_no(line.is_right)),
    Column::new("taken", "TAKEN", |line, _| line.taken.to_string()),
];

fn lines(edition: u32, submissions: u64, counted: QuestionStatistics) -> Vec<Line> {
    let QuestionStatistics { question, answered, right, choices } = counted;
    let line = |choice: rollbook_domain::transcript::attempt::ChoiceCount| Line {
        edition,
        question: question.id.to_string(),
        text: question.text.clone(),
        submissions,
        answered,
        right,
        choice: choice.choice.id.to_string(),
        choice_text: choice.choice.text,
        is_right: choice.is_right,
        taken: choice.taken,
    };
    choices.into_iter().map(line).collect()
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let statistics = count_answers(&session.desk(), &args.item, args.edition).await?;
    if statistics.synthetic > 0 {
        session.done(&format!("left out {} made by hand", statistics.synthetic));
    }
    let (edition, submissions) = (statistics.edition, statistics.submissions);
    let counted = statistics.questions.into_iter();
    let items = counted.flat_map(|counted| lines(edition, submissions, counted)).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
