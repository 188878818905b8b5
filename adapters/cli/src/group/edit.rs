//! `rollbook group edit`.

use rollbook_application::group::edit_group;
use rollbook_domain::group::EditGroup;
use rollbook_domain::text::Title;

use crate::changed::changed;
use crate::values::{YesNo, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook group edit acme --name \"Acme Engineering, Leeds\"
  rollbook group edit acme --inherit no";

/// Change a group; its code stays.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The group.
    #[arg(value_name = "CODE|ID")]
    group: String,
    /// A new name.
    #[arg(long, value_name = "NAME", value_parser = title)]
    name: Option<Title>,
    /// Whether it passes to whoever claims a seat of a member from now on.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true)]
    inherit: Option<YesNo>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let command = EditGroup { name: args.name, is_inherited: args.inherit.map(bool::from) };
    let change = edit_group(&session.desk(), &args.group, command).await?;
    changed(session, &format!("group {}", args.group), &change)
}
