//! `rollbook mail hold`.

use rollbook_application::mail::hold_mails;

use super::choice::{ChoiceArgs, print};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail hold mail_01jtj9qtx6e4gamryggmns26fx
  rollbook mail hold --kind welcome
  rollbook mail hold --all";

/// Hold mails back until they are released; one that is being sent at this moment goes out.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    choice: ChoiceArgs,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let report = hold_mails(&session.desk(), &args.choice.choice()).await?;
    print(report, "mails held:", session)
}
