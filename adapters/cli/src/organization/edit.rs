//! `rollbook organization edit`.

use rollbook_application::organization::{EditOrganization, edit_organization};
use rollbook_domain::text::Title;

use crate::changed::changed;
use crate::values::title;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook organization edit ACME-LEEDS --title \"Acme, Leeds and York\"
  rollbook organization edit ACME-LEEDS --top
  rollbook organization edit ACME-LEEDS --parent ACME";

/// Change an organization or put it below another one; its code stays, and what is below it goes along.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The organization.
    #[arg(value_name = "CODE|ID")]
    organization: String,
    /// A new title.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Option<Title>,
    /// The organization it belongs to from now on; never itself or one below it.
    #[arg(long, value_name = "CODE|ID", conflicts_with = "top")]
    parent: Option<String>,
    /// It belongs to none from now on.
    #[arg(long)]
    top: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let parent = if args.top { Some(None) } else { args.parent.map(Some) };
    let edit = EditOrganization { title: args.title, parent };
    let change = edit_organization(&session.desk(), &args.organization, edit).await?;
    changed(session, &format!("organization {}", args.organization), &change)
}
