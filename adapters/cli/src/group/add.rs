//! `rollbook group add`.

use rollbook_application::group::add_group;
use rollbook_domain::group::AddGroup;
use rollbook_domain::text::{Code, Title};

use crate::changed::added;
use crate::values::{YesNo, code, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook group add NIGHT --name \"Night shift\"
  rollbook group add STAFF --name \"Staff of our customers\" --inherit yes";

/// Make a group.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The code that people call it by.
    #[arg(value_name = "CODE", value_parser = code)]
    code: Code,
    /// The name shown.
    #[arg(long, value_name = "NAME", value_parser = title)]
    name: Title,
    /// Whether it passes to whoever claims a seat of a member.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true, default_value = "no")]
    inherit: YesNo,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = format!("group {}", args.code);
    let command = AddGroup { code: args.code, name: args.name, is_inherited: args.inherit.into() };
    let id = add_group(&session.desk(), command).await?;
    added(session, &what, id)
}
