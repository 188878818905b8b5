//! `rollbook import withdrawals`.

use rollbook_application::imports::{ImportFile, import_withdrawals};

use super::file::FileArgs;
use super::outcome::tell;
use super::progress_bar::Bar;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import withdrawals withdrawals.csv --dry-run
  rollbook import withdrawals withdrawals.csv
  rollbook import withdrawals withdrawals.csv --skip-bad --rejected rejected.csv

Columns: Email, Course Code, Date.";

/// The file.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    file: FileArgs,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let bytes = args.file.read(session)?;
    let bar = Bar::of(session);
    let file = ImportFile { bytes: &bytes, reader: session.table_reader(), progress: &bar };
    let desk = session.import_desk();
    let report = import_withdrawals(&desk, file, args.file.options()).await;
    bar.clear();
    tell(&report?, &bytes, &args.file, session)
}
