//! `rollbook course publish`.

use rollbook_application::catalogue::publish_course;
use serde::Serialize;

use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook course publish ALGEBRA
  rollbook course publish ALGEBRA --without ALG-FORMULARY";

/// Publish the next version of a course. Who is in the course goes on with theirs; who comes in later starts fresh.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The course.
    #[arg(value_name = "CODE|ID")]
    course: String,
    /// An item that the new version leaves out; the others stay.
    #[arg(long, value_name = "CODE|ID")]
    without: Vec<String>,
}

#[derive(Serialize)]
struct Published {
    course: String,
    version: u32,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let version = publish_course(&session.desk(), &args.course, &args.without).await?;
    let published = Published { course: args.course, version };
    session.one(&published, || format!("published version {version} of course {}", published.course))
}
