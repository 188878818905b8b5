//! `rollbook item add`.

use std::str::FromStr;

use rollbook_application::catalogue::{NewItem, add_item};
use rollbook_domain::catalogue::{ItemKind, ItemTerms};
use rollbook_domain::text::{Code, Title};

use crate::changed::added;
use crate::values::{YesNo, code, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook item add ALG-QUIZ --course ALGEBRA --title \"First quiz\" --kind quiz \\
      --weight 12.5 --attempt-limit 2
  rollbook item add ALG-NOTES --course ALGEBRA --title Notes --kind file \\
      --required no";

/// Add a content item to a course.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The code that people call it by.
    #[arg(value_name = "CODE", value_parser = code)]
    code: Code,
    /// The course it belongs to.
    #[arg(long, value_name = "CODE|ID")]
    course: String,
    /// The title shown.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Title,
    /// What it is: scorm, quiz, event, file or assignment.
    #[arg(long, value_name = "KIND")]
    kind: ItemKind,
    /// Whether the course needs it.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true, default_value = "yes")]
    required: YesNo,
    /// Its share in the course's assessment, in percent.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    weight: Option<String>,
    /// The best score there is.
    #[arg(long, value_name = "NUMBER", allow_negative_numbers = true)]
    maximum_score: Option<String>,
    /// How many attempts are allowed; without it any number.
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true)]
    attempt_limit: Option<u32>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = format!("item {}", args.code);
    let terms = ItemTerms {
        title: args.title,
        kind: args.kind,
        is_required: args.required.into(),
        weight: number("--weight", args.weight)?,
        maximum_score: number("--maximum-score", args.maximum_score)?,
        attempt_limit: args.attempt_limit,
    };
    let command = NewItem { code: args.code, course: args.course, terms };
    let id = add_item(&session.desk(), command).await?;
    added(session, &what, id)
}

fn number<T: FromStr>(option: &str, typed: Option<String>) -> Result<Option<T>, CliError> {
    let wrong = |typed: &str| {
        CliError::usage(format!("`{typed}` will not do for {option}; give a number such as 12.5"))
    };
    typed.map(|typed| typed.trim().parse().map_err(|_| wrong(&typed))).transpose()
}
