//! `rollbook item quiz`.

use std::path::PathBuf;

use rollbook_application::catalogue::{define_quiz, get_quiz};
use rollbook_domain::catalogue::quiz::{Quiz, QuizDraft, QuizEdition, QuizProblems, QuizRefused};
use rollbook_domain::id::ItemId;
use rollbook_domain::time::Instant;
use serde::Serialize;
use serde_json::{Value, json};

use crate::changed::changed;
use crate::json_file::read_json;
use crate::page::Page;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook item quiz ALG-FINAL --file quiz.json --dry-run
  rollbook item quiz ALG-FINAL --file quiz.json
  rollbook item quiz ALG-FINAL --file quiz.json --quiet \\
      && rollbook item quiz ALG-FINAL --edition 1

The file is JSON: the pass mark in percent, and the questions, each single, multiple or true_false. `docs/json.md` shows \
one. Marks that were given by earlier questions stay as they are.";

/// Give a quiz its questions, or show them with the right answers.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The item.
    #[arg(value_name = "CODE|ID")]
    item: String,
    /// The JSON file with the questions from now on, or - for the standard input.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Check the file and change nothing.
    #[arg(long, requires = "file")]
    dry_run: bool,
    /// Show this edition, counted from 1; without it the latest.
    #[arg(long, value_name = "NUMBER", conflicts_with = "file")]
    edition: Option<u32>,
}

#[derive(Serialize)]
struct View {
    id: ItemId,
    code: String,
    edition: u32,
    since_version: u32,
    defined_at: Instant,
    points: u32,
    quiz: QuizDraft,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let Some(file) = &args.file else { return show(&args, session).await };
    let quiz = Quiz::parse(read_json::<QuizDraft>(file, session)?).map_err(|problems| refused(&problems))?;
    if args.dry_run {
        let (item, questions) = (args.item, quiz.questions().len());
        let planned =
            json!({"item": &item, "outcome": "planned", "questions": questions, "points": quiz.points()});
        return session.one(&planned, || {
            format!("the file has {questions} questions worth {} points; nothing was changed", quiz.points())
        });
    }
    let change = define_quiz(&session.desk(), &args.item, quiz).await?;
    changed(session, &format!("quiz {}", args.item), &change)
}

async fn show(args: &Args, session: &Session) -> Result<(), CliError> {
    let (item, quiz) = get_quiz(&session.desk(), &args.item).await?;
    let edition = match args.edition {
        Some(number) => quiz.edition(number).ok_or_else(|| {
            let last = quiz.editions.len();
            CliError::NotFound(format!("quiz {} has no edition {number}; give 1 to {last}", item.code))
        })?,
        None => quiz.latest().ok_or_else(|| {
            CliError::from(rollbook_application::Failure::from(QuizRefused::NoQuestions(item.code.clone())))
        })?,
    };
    let QuizEdition { number, since_version, defined_at, quiz } = edition.clone();
    let (id, code, points) = (item.id, item.code.to_string(), quiz.points());
    let zone = session.zone().await?;
    let page = page_of(&code, edition, &rollbook_domain::time::in_words(defined_at, zone));
    let view = View { id, code, edition: number, since_version, defined_at, points, quiz: quiz.into() };
    session.one(&view, || page)
}

fn page_of(code: &str, edition: &QuizEdition, defined: &str) -> String {
    let quiz = &edition.quiz;
    let mut page = Page::new(&format!("Quiz {code}"));
    page.facts(vec![
        ("Edition", format!("{}, since version {}", edition.number, edition.since_version)),
        ("Defined", defined.to_owned()),
        ("Points", quiz.points().to_string()),
        ("Pass mark", format!("{} percent", quiz.pass_mark())),
    ]);
    for question in quiz.questions() {
        let rows = question.choices.iter().map(|choice| {
            let is_right = question.correct.contains(&choice.id);
            vec![choice.id.to_string(), choice.text.clone(), if is_right { "right" } else { "" }.to_owned()]
        });
        let (id, kind, points) = (&question.id, question.kind, question.points);
        let worth = if points == 1 { "1 point".to_owned() } else { format!("{points} points") };
        let text = crate::page::on_one_line(&question.text);
        page.section(&format!("{id} ({kind}, {worth}): {text}"), rows.collect());
    }
    page.into_text()
}

fn refused(problems: &QuizProblems) -> CliError {
    let listed: Vec<Value> =
        problems.0.iter().map(|found| json!({"pointer": found.pointer, "problem": found.problem})).collect();
    CliError::Refused {
        message: problems.to_string(),
        rules: Vec::new(),
        details: json!({ "problems": listed }),
    }
}
