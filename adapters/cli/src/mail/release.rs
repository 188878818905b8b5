//! `rollbook mail release`.

use rollbook_application::mail::release_mails;

use super::choice::{ChoiceArgs, print};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail release mail_01jtj9qtx6e4gamryggmns26fx
  rollbook mail release --kind welcome
  rollbook mail release --all";

/// Let mails go that were held back.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    choice: ChoiceArgs,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let report = release_mails(&session.desk(), &args.choice.choice()).await?;
    print(report, "mails released:", session)
}
