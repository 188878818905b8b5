//! `rollbook transcript submit`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rollbook_application::transcript::{AttemptHandedIn, submit_attempt};
use rollbook_domain::catalogue::quiz::{Answers, QuizKey};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::Moment;

use super::submission_view::view;
use crate::json_file::read_json;
use crate::values::{customer_key, moment};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript submit --customer emmy@example.org --item ALG-FINAL \\
      --answer prime=false --answer even=two,four
  rollbook transcript submit --customer emmy@example.org --item ALG-FINAL \\
      --answers answers.json --started-at 2025-05-05T08:00:00Z

The file is JSON: the ids of the choices taken, by the id of the question, such as {\"prime\": [\"false\"]}.";

/// Hand in an attempt at a quiz in a learner's name; it is marked at once.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Whose attempt it is: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The quiz.
    #[arg(long, value_name = "CODE|ID")]
    item: String,
    /// The choices taken for a question; repeat it for more questions. What is not answered is left open.
    #[arg(long = "answer", value_name = "QUESTION=CHOICE[,CHOICE]", value_parser = answer)]
    given: Vec<(QuizKey, BTreeSet<QuizKey>)>,
    /// A JSON file with all answers, or - for the standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "given")]
    answers: Option<PathBuf>,
    /// When the attempt began [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    started_at: Option<Moment>,
}

fn answer(typed: &str) -> Result<(QuizKey, BTreeSet<QuizKey>), String> {
    let (question, choices) =
        typed.split_once('=').ok_or("it has no `=`; give QUESTION=CHOICE, such as prime=false")?;
    let choices = choices.split(',').filter(|choice| !choice.is_empty()).map(QuizKey::parse);
    Ok((QuizKey::parse(question)?, choices.collect::<Result<_, _>>()?))
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let answers = if let Some(file) = &args.answers {
        read_json::<Answers>(file, session)?
    } else {
        let mut chosen: BTreeMap<QuizKey, BTreeSet<QuizKey>> = BTreeMap::new();
        for (question, choices) in args.given {
            chosen.entry(question).or_default().extend(choices);
        }
        Answers::new(chosen)
    };
    let started_at = match args.started_at {
        Some(started) => Some(session.instant(Some(started)).await?),
        None => None,
    };
    let command = AttemptHandedIn { answers, started_at };
    let submission = submit_attempt(&session.desk(), &args.customer, &args.item, command).await?;
    let view = view(&submission, &args.item);
    session.one(&view, || {
        let result = if view.is_passed == Some(true) { "passed" } else { "not passed" };
        let score = view.score.as_deref().unwrap_or("none");
        let best = view.maximum_score.as_deref().unwrap_or("none");
        let grace = if view.is_in_grace { ", within the grace period" } else { "" };
        format!("handed in {}: score {score} of {best}, {result}{grace} ({})", view.item, view.id)
    })
}
