//! `rollbook import emails`.

use rollbook_application::seat::{InviteCommand, InviteWhom, SeatSource, invite_to_seats};
use rollbook_domain::port::CustomerKey;

use super::file::FileArgs;
use super::rejected;
use crate::seat::{GiveOutArgs, TextArgs, tell_invited};
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import emails emails.csv --buyer office@acme.example \\
      --product SCIENCE --dry-run
  rollbook import emails emails.csv --buyer office@acme.example \\
      --product SCIENCE --text \"Please be done by May.\"

Column: Email.
Whoever has an open invitation or access already uses no seat, so the same file a second time sends nothing.";

/// Email addresses that are invited to a buyer's seats; the same as `rollbook seat invite --file`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    file: FileArgs,
    /// Whose seats: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: CustomerKey,
    /// The product.
    #[arg(long, value_name = "CODE|ID")]
    product: String,
    #[command(flatten)]
    text: TextArgs,
    /// Where there are more recipients than seats, invite the first ones.
    #[arg(long)]
    fill_available: bool,
    /// Invite also who has access to the product already.
    #[arg(long)]
    stack: bool,
    /// Let the mails wait until somebody releases them.
    #[arg(long)]
    hold_mail: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let text = args.text.read(session)?;
    let bytes = args.file.read(session)?;
    let how = GiveOutArgs {
        dry_run: args.file.dry_run,
        skip_bad: args.file.skip_bad,
        fill_available: args.fill_available,
        stack: args.stack,
        confirm: args.file.confirm,
        hold_mail: args.hold_mail,
    };
    let command = InviteCommand {
        buyer: args.buyer,
        source: SeatSource::Product(args.product),
        whom: InviteWhom::File { bytes: &bytes, reader: session.table_reader() },
        text,
        options: how.options(),
        is_dry_run: how.dry_run,
        holds_mail: how.hold_mail,
    };
    let report = invite_to_seats(&session.import_desk(), &*session.vault()?, &command).await?;
    if let Some(path) = args.file.rejected.as_deref() {
        rejected::write(path, &bytes, &report.refused, session)?;
    }
    tell_invited(&report, &how, session)
}
