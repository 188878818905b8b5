//! `rollbook group list`.

use rollbook_application::group::list_groups;

use super::view::{COLUMNS, View};
use crate::values::PageOptions;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook group list
  rollbook group list --all --output csv";

/// List the groups.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let groups = list_groups(&session.desk()).await?;
    session.list(COLUMNS, args.page.cut(session.form(), groups.into_iter().map(View::from).collect())?).await
}
