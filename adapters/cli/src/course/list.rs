//! `rollbook course list`.

use rollbook_application::catalogue::read_catalogue;

use super::view::{COLUMNS, view};
use crate::values::PageOptions;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook course list
  rollbook course list --all --output csv";

/// List the courses.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let catalogue = read_catalogue(&session.desk()).await?;
    let courses = catalogue.courses().iter().map(|course| view(course, &catalogue)).collect();
    session.list(COLUMNS, args.page.cut(session.form(), courses)?).await
}
