//! `rollbook organization add`.

use rollbook_application::organization::{NewOrganization, add_organization};
use rollbook_domain::text::{Code, Title};

use crate::changed::added;
use crate::values::{code, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook organization add INITECH --title \"Initech\"
  rollbook organization add ACME-YORK --title \"Acme, York\" --parent ACME";

/// Make an organization.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The code that people call it by.
    #[arg(value_name = "CODE", value_parser = code)]
    code: Code,
    /// The title shown.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Title,
    /// The organization it belongs to [default: none, it is at the top].
    #[arg(long, value_name = "CODE|ID")]
    parent: Option<String>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = format!("organization {}", args.code);
    let new = NewOrganization { code: args.code, title: args.title, parent: args.parent };
    let id = add_organization(&session.desk(), new).await?;
    added(session, &what, id)
}
