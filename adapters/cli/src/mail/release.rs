//! `rollbook mail release`.

use rollbook_application::mail::release_mails;

use super::choice::{ChoiceArgs, print};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail release --kind welcome
  rollbook mail release --all
  rollbook mail list --to ada@example.org --output csv |
      grep -o 'mail_[0-9a-z]*' | xargs -r rollbook mail release";

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
