//! `rollbook mail texts reset`.

use rollbook_application::mail::reset_mail_text;
use rollbook_domain::mail::MailKind;

use super::super::kind::kind;
use crate::changed::changed;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail texts reset seat_invitation";

/// Go back to the built-in text of a kind of mail; the edited ones stay in the history.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The kind of mail.
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: MailKind,
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let change = reset_mail_text(&session.desk(), args.kind).await?;
    changed(session, "the text of mails", &change)
}
