//! `rollbook course mails set`.

use rollbook_application::catalogue::{CourseMailsEdit, set_course_mails};

use crate::changed::changed;
use crate::values::YesNo;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook course mails set --course ALGEBRA --survey on --inactivity-days 14
  rollbook course mails set --course ALGEBRA --locks off --no-inactivity";

/// Set which mails a course sends from now on; what is not named stays.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The course.
    #[arg(long, value_name = "CODE|ID")]
    course: String,
    /// Whether learners are asked about the course when they completed it, or their access ended.
    #[arg(long, value_name = "ON|OFF", hide_possible_values = true)]
    survey: Option<YesNo>,
    /// Whether learners are told of items and final assessments that were locked or unlocked.
    #[arg(long, value_name = "ON|OFF", hide_possible_values = true)]
    locks: Option<YesNo>,
    /// After how many days without progress learners are reminded.
    #[arg(long, value_name = "DAYS", allow_negative_numbers = true)]
    inactivity_days: Option<u32>,
    /// Remind nobody.
    #[arg(long, conflicts_with = "inactivity_days")]
    no_inactivity: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let command = CourseMailsEdit {
        has_survey: args.survey.map(bool::from),
        tells_locks: args.locks.map(bool::from),
        inactivity_days: if args.no_inactivity { Some(None) } else { args.inactivity_days.map(Some) },
    };
    let change = set_course_mails(&session.desk(), &args.course, command).await?;
    changed(session, &format!("mails of course {}", args.course), &change)
}
