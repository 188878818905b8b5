//! `rollbook mail texts history`.

use rollbook_application::mail::mail_text_history;
use rollbook_domain::mail::MailKind;
use rollbook_domain::port::Page;

use super::super::kind::kind;
use super::view::{COLUMNS, line};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail texts history seat_invitation
  rollbook mail texts show seat_invitation --version 0";

/// List every version of a text, newest first; version 0 is the one from before any edit.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The kind of mail.
    #[arg(value_name = "KIND", value_parser = kind)]
    kind: MailKind,
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let items = mail_text_history(&session.desk(), args.kind).await?.into_iter().map(line).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
