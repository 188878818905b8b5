//! `rollbook item edit`.

use rollbook_application::catalogue::{ItemEdit, ItemEdited, edit_item};
use rollbook_domain::catalogue::{Decimal, ItemKind, parse_number};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::text::Title;
use serde::Serialize;

use crate::changed::word;
use crate::import::counted;
use crate::values::{YesNo, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook item edit ALG-FINAL --title \"Last quiz\" --required no
  rollbook item edit ALG-FINAL --weight 40 --maximum-score 60 \\
      --no-attempt-limit";

/// Change a content item; its code and its course stay.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Args {
    /// The item.
    #[arg(value_name = "CODE|ID")]
    item: String,
    /// A new title.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Option<Title>,
    /// Another kind: scorm, quiz, event, file or assignment.
    #[arg(long, value_name = "KIND")]
    kind: Option<ItemKind>,
    /// Whether the course needs it; with no, the course is complete for whoever has done all that is still required.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true)]
    required: Option<YesNo>,
    /// Its share in the course's assessment, in percent.
    #[arg(long, value_name = "NUMBER", value_parser = parse_number, allow_negative_numbers = true)]
    weight: Option<Decimal>,
    /// Take it out of the assessment.
    #[arg(long, conflicts_with = "weight")]
    no_weight: bool,
    /// The best score there is.
    #[arg(long, value_name = "NUMBER", value_parser = parse_number, allow_negative_numbers = true)]
    maximum_score: Option<Decimal>,
    /// Take the best score away.
    #[arg(long, conflicts_with = "maximum_score")]
    no_maximum_score: bool,
    /// How many attempts are allowed.
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true)]
    attempt_limit: Option<u32>,
    /// Allow any number of attempts.
    #[arg(long, conflicts_with = "attempt_limit")]
    no_attempt_limit: bool,
    /// The item of the course that has to be completed first.
    #[arg(long, value_name = "CODE|ID")]
    after: Option<String>,
    /// Let it open with the course.
    #[arg(long, conflicts_with = "after")]
    no_after: bool,
    /// Whether it is the final assessment, which waits for all other required items.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true)]
    final_assessment: Option<YesNo>,
}

#[derive(Serialize)]
struct Edited {
    id: String,
    outcome: &'static str,
    completed: u64,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let command = ItemEdit {
        title: args.title,
        kind: args.kind,
        is_required: args.required.map(bool::from),
        weight: if args.no_weight { Some(None) } else { args.weight.map(Some) },
        maximum_score: if args.no_maximum_score { Some(None) } else { args.maximum_score.map(Some) },
        attempt_limit: if args.no_attempt_limit { Some(None) } else { args.attempt_limit.map(Some) },
        after: if args.no_after { Some(None) } else { args.after.map(Some) },
        is_final_assessment: args.final_assessment.map(bool::from),
    };
    let ItemEdited { change, completed } = edit_item(&session.desk(), &args.item, command).await?;
    let edited = Edited { id: change.id.to_string(), outcome: word(change.outcome), completed };
    session.one(&edited, || {
        let what = match change.outcome {
            Outcome::Applied => format!("changed item {} ({})", args.item, change.id),
            Outcome::Unchanged => format!("nothing to change in item {} ({})", args.item, change.id),
        };
        match completed {
            0 => what,
            _ => format!("{what}; the course is complete for {} more", counted(completed, "learner")),
        }
    })
}
