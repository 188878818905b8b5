//! `rollbook organization list`.

use rollbook_application::organization::organizations;

use super::view::{COLUMNS, View};
use crate::values::PageOptions;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook organization list
  rollbook organization list --all --output csv";

/// List the organizations.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let all = organizations(&session.desk()).await?;
    let items = all.all().iter().map(|one| View::of(one, &all)).collect();
    session.list(COLUMNS, args.page.cut(session.form(), items)?).await
}
