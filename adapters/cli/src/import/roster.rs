//! `rollbook import roster`.

use rollbook_application::imports::{ImportFile, import_roster};
use rollbook_domain::plan::roster::RosterOptions;

use super::file::FileArgs;
use super::outcome::tell;
use super::progress_bar::Bar;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import roster roster.csv --dry-run
  rollbook import roster roster.csv
  rollbook import roster roster.csv --skip-bad --rejected rejected.csv
  rollbook import roster staff.csv --require-password-change --output json

Columns: First Name, Last Name, Email; optional Password, Group ID, Price ID, Cost, Order Date,
Start Date, End Date, Customer Code, field:<name>.";

/// The file, and what its rows mean.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    file: FileArgs,
    /// Sell the same price to the same email as often as the file says so.
    #[arg(long)]
    allow_repeat: bool,
    /// New customers must change their password at the first sign-in.
    #[arg(long)]
    require_password_change: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let bytes = args.file.read(session)?;
    let bar = Bar::of(session);
    let file = ImportFile { bytes: &bytes, reader: session.table_reader(), progress: &bar };
    let meaning = RosterOptions {
        allow_repeat: args.allow_repeat,
        require_password_change: args.require_password_change,
    };
    let desk = session.import_desk();
    let report = import_roster(&desk, file, session.hasher(), meaning, args.file.options()).await;
    bar.clear();
    tell(&report?, &bytes, &args.file, session)
}
