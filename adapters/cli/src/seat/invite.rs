//! `rollbook seat invite`.

use std::path::PathBuf;

use rollbook_application::seat::{InviteCommand, InviteWhom, invite_to_seats};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::port::CustomerKey;

use super::buyers_words::TextArgs;
use super::give_out::GiveOutArgs;
use super::invited::tell;
use super::read::read;
use super::source::SourceArgs;
use crate::values::{customer_key, email};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat invite --buyer office@acme.example --product SCIENCE \\
      --to ada@example.org --to alan@example.org --text \"Please be done by May.\"
  rollbook seat invite --buyer office@acme.example --product SCIENCE \\
      --file emails.csv --dry-run
  rollbook seat invite --buyer office@acme.example \\
      --seat seat_01jtj9qryvevarzxp12eysenya --to grace@example.org

Column of the file: Email.
With --product or --order-line everybody is invited to a seat of their own. With --seat all are invited to that
one, pending or not, and the first to accept takes it. Whoever has an open invitation or access already, or is
named twice, uses no seat and gets no mail, so the same file a second time sends nothing.";

/// Invite people by mail to take a seat themselves; until one accepts it is pending.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Whose seats: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: CustomerKey,
    #[command(flatten)]
    source: SourceArgs,
    #[command(flatten)]
    whom: WhomArgs,
    #[command(flatten)]
    text: TextArgs,
    #[command(flatten)]
    how: GiveOutArgs,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct WhomArgs {
    /// Who is invited; may be given many times.
    #[arg(long, value_name = "EMAIL", value_parser = email, num_args = 1..)]
    to: Vec<EmailAddress>,
    /// A CSV file of email addresses, or - for the standard input.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let text = args.text.read(session)?;
    let bytes = args.whom.file.as_deref().map(|path| read(path, session)).transpose()?;
    let whom = match &bytes {
        Some(bytes) => InviteWhom::File { bytes, reader: session.table_reader() },
        None => InviteWhom::Addresses(args.whom.to),
    };
    let command = InviteCommand {
        buyer: args.buyer,
        source: args.source.source(),
        whom,
        text,
        options: args.how.options(),
        is_dry_run: args.how.dry_run,
        holds_mail: args.how.hold_mail,
    };
    let report = invite_to_seats(&session.desk(), &*session.vault()?, &command).await?;
    tell(&report, &args.how, session)
}
