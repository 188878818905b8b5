//! `rollbook import learners`.

use rollbook_application::seat::{AssignCommand, AssignWhom, SeatSource, assign_seats};
use rollbook_domain::port::CustomerKey;

use super::file::FileArgs;
use super::rejected;
use crate::seat::{GiveOutArgs, tell};
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import learners learners.csv \\
      --buyer office@acme.example --product SCIENCE --dry-run
  rollbook import learners learners.csv \\
      --buyer office@acme.example --product SCIENCE
  rollbook import learners learners.csv \\
      --buyer office@acme.example --product SCIENCE \\
      --skip-bad --rejected rejected.csv

Columns: First Name, Last Name, Email; optional Password.
Who has access to the product already uses no seat, so the same file a second time changes nothing.";

/// Learners who are given a buyer's seats; the same as `rollbook seat assign --file`.
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
    /// Where there are more recipients than seats, serve the first ones.
    #[arg(long)]
    fill_available: bool,
    /// Give a seat also to who has access to the product already.
    #[arg(long)]
    stack: bool,
    /// Let the mails wait until somebody releases them.
    #[arg(long)]
    hold_mail: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let bytes = args.file.read(session)?;
    let how = GiveOutArgs {
        dry_run: args.file.dry_run,
        skip_bad: args.file.skip_bad,
        fill_available: args.fill_available,
        stack: args.stack,
        confirm: args.file.confirm,
        hold_mail: args.hold_mail,
    };
    let command = AssignCommand {
        buyer: args.buyer,
        source: SeatSource::Product(args.product),
        whom: AssignWhom::File { bytes: &bytes, reader: session.table_reader() },
        options: how.options(),
        is_dry_run: how.dry_run,
        holds_mail: how.hold_mail,
        reason: None,
    };
    let vault = session.vault()?;
    let report = assign_seats(&session.import_desk(), &command, session.hasher(), &*vault).await?;
    if let Some(path) = args.file.rejected.as_deref() {
        rejected::write(path, &bytes, &report.refused, session)?;
    }
    tell(&report, &how, session)
}
