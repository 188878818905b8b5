//! `rollbook import prices`.

use rollbook_application::imports::{ImportFile, import_prices};

use super::file::FileArgs;
use super::outcome::tell;
use super::progress_bar::Bar;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import prices prices.csv --dry-run
  rollbook import prices prices.csv
  rollbook import prices prices.csv --skip-bad --rejected rejected.csv

Columns: Price Code, Product Code, Unit Price, Duration; optional Title, Registration Codes.";

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
    let report = import_prices(&desk, file, args.file.options()).await;
    bar.clear();
    tell(&report?, &bytes, &args.file, session)
}
