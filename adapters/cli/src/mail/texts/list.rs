//! `rollbook mail texts list`.

use rollbook_application::mail::list_mail_texts;
use rollbook_domain::port::Page;

use super::view::{COLUMNS, line};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail texts list
  rollbook mail texts list --output csv";

/// List the texts, one for each kind of mail.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {}

pub(super) async fn run(_args: Args, session: &Session) -> Result<(), CliError> {
    let items = list_mail_texts(&session.desk()).await?.into_iter().map(line).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
