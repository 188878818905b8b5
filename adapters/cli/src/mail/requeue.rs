//! `rollbook mail requeue`.

use rollbook_application::mail::requeue_mails;
use rollbook_domain::id::MailId;
use serde::Serialize;

use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook mail list --state held-back --output csv | tail -n +2 | \\
      cut -d, -f1 | xargs -r rollbook mail requeue

That queues all anew that was held back; ids may be given one by one as well.
A mail queued so goes to an inactive account too; what a rule says about the course still holds.";

/// Queue mails anew that were held back or given up; each becomes a mail of its own.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The mails.
    #[arg(value_name = "ID", required = true, value_parser = MailId::parse)]
    mails: Vec<MailId>,
}

/// The new mails.
#[derive(Serialize)]
struct Requeued {
    mails: Vec<MailId>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let requeued = Requeued { mails: requeue_mails(&session.desk(), &args.mails).await? };
    session.one(&requeued, || {
        let ids: Vec<String> = requeued.mails.iter().map(ToString::to_string).collect();
        format!("queued anew: {}", ids.join(", "))
    })
}
