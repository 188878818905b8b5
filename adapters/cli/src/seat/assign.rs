//! `rollbook seat assign`.

use std::path::PathBuf;

use rollbook_application::seat::{AssignCommand, AssignWhom, assign_seats};
use rollbook_domain::customer::Profile;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::{Note, PersonName};

use super::give_out::GiveOutArgs;
use super::read::read;
use super::source::SourceArgs;
use super::told::tell;
use crate::values::{customer_key, email, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat assign --buyer office@acme.example --product SCIENCE \\
      --to ada@example.org:Ada:Lovelace --to alan@example.org:Alan:Turing
  rollbook seat assign --buyer office@acme.example --product SCIENCE \\
      --file learners.csv --dry-run
  rollbook seat assign --buyer office@acme.example --product SCIENCE \\
      --existing ada@example.org
  rollbook seat assign --buyer office@acme.example \\
      --seat seat_01jtj9qryvevarzxp12eysenya --to grace@example.org:Grace:Hopper

Columns of the file: First Name, Last Name, Email; optional Password.
A recipient who has access to the product already, or is named twice, uses no seat. More recipients than
available seats are refused before anything happens, unless --fill-available is given.";

/// Give seats to people: their access opens at once, and each is sent a mail with how to sign in.
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
    how: GiveOutArgs,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct WhomArgs {
    /// A learner, for whom an account is made where there is none; may be given many times.
    #[arg(long, value_name = "EMAIL:FIRST:LAST", value_parser = learner, num_args = 1..)]
    to: Vec<Profile>,
    /// A CSV file of learners, or - for the standard input.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Earlier learners of the buyer, by the address a seat was given to; all of them where none is named.
    #[arg(long, value_name = "EMAIL", value_parser = email, num_args = 0..)]
    existing: Option<Vec<EmailAddress>>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let bytes = args.whom.file.as_deref().map(|path| read(path, session)).transpose()?;
    let whom = match (&bytes, args.whom.existing) {
        (Some(bytes), _) => AssignWhom::File { bytes, reader: session.table_reader() },
        (None, Some(ticked)) => AssignWhom::Earlier(Some(ticked).filter(|ticked| !ticked.is_empty())),
        (None, None) => AssignWhom::Profiles(args.whom.to),
    };
    let command = AssignCommand {
        buyer: args.buyer,
        source: args.source.source(),
        whom,
        options: args.how.options(),
        is_dry_run: args.how.dry_run,
        holds_mail: args.how.hold_mail,
        reason: args.reason,
    };
    let vault = session.vault()?;
    let report = assign_seats(&session.desk(), &command, session.hasher(), &*vault).await?;
    tell(&report, &args.how, session)
}

/// Reads an address, a first and a last name with colons between them.
fn learner(typed: &str) -> Result<Profile, String> {
    let form = "it is no learner; give email, first and last name with colons between them, \
                such as ada@example.org:Ada:Lovelace";
    let mut parts = typed.splitn(3, ':');
    let (Some(address), Some(first), Some(last)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(form.to_owned());
    };
    let address = email(address)?;
    let name = |text: &str| PersonName::parse(text).map_err(|error| error.to_string());
    Ok(Profile::new(name(first)?, name(last)?, address))
}
