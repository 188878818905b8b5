//! `rollbook course edit`.

use rollbook_application::catalogue::edit_course;
use rollbook_domain::text::Title;

use crate::changed::changed;
use crate::values::title;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook course edit ALGEBRA --title \"Linear algebra\"";

/// Give a course a new title; its code stays.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The course.
    #[arg(value_name = "CODE|ID")]
    course: String,
    /// The new title.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Title,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let change = edit_course(&session.desk(), &args.course, args.title).await?;
    changed(session, &format!("course {}", args.course), &change)
}
