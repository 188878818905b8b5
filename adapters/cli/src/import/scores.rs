//! `rollbook import scores`.

use rollbook_application::imports::{ImportFile, import_scores};

use super::file::FileArgs;
use super::outcome::tell;
use super::progress_bar::Bar;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import scores scores.csv --dry-run
  rollbook import scores scores.csv
  rollbook import scores scores.csv --skip-bad --rejected rejected.csv

Columns: Email, Course Code, Item Code, Date, and Score, which is blank while work waits for a mark.";

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
    let report = import_scores(&desk, file, args.file.options()).await;
    bar.clear();
    tell(&report?, &bytes, &args.file, session)
}
