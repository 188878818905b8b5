//! `rollbook item add`.

use rollbook_application::catalogue::{NewItem, add_item, get_item, read_catalogue};
use rollbook_domain::catalogue::{Decimal, ItemKind, ItemOpening, ItemTerms, parse_number};
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
    #[arg(long, value_name = "NUMBER", value_parser = parse_number, allow_negative_numbers = true)]
    weight: Option<Decimal>,
    /// The best score there is.
    #[arg(long, value_name = "NUMBER", value_parser = parse_number, allow_negative_numbers = true)]
    maximum_score: Option<Decimal>,
    /// How many attempts are allowed; without it any number.
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true)]
    attempt_limit: Option<u32>,
    /// The item of the course that has to be completed first.
    #[arg(long, value_name = "CODE|ID")]
    after: Option<String>,
    /// Whether it is the final assessment, which waits for all other required items.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true, default_value = "no")]
    final_assessment: YesNo,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = format!("item {}", args.code);
    let after = match &args.after {
        Some(key) => Some(get_item(&read_catalogue(&session.desk()).await?, key)?.id),
        None => None,
    };
    let terms = ItemTerms {
        title: args.title,
        kind: args.kind,
        is_required: args.required.into(),
        weight: args.weight,
        maximum_score: args.maximum_score,
        attempt_limit: args.attempt_limit,
        opening: ItemOpening { after, is_final_assessment: args.final_assessment.into() },
    };
    let command = NewItem { code: args.code, course: args.course, terms };
    let id = add_item(&session.desk(), command).await?;
    added(session, &what, id)
}
