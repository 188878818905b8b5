//! `rollbook course add`.

use rollbook_application::catalogue::add_course;
use rollbook_domain::catalogue::AddCourse;
use rollbook_domain::text::{Code, Title};

use crate::changed::added;
use crate::values::{code, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook course add GEOMETRY --title \"Geometry for builders\"";

/// Make a course.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The code that people call it by.
    #[arg(value_name = "CODE", value_parser = code)]
    code: Code,
    /// The title shown.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Title,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = format!("course {}", args.code);
    let id = add_course(&session.desk(), AddCourse { code: args.code, title: args.title }).await?;
    added(session, &what, id)
}
