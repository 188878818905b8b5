//! `rollbook import courses`.

use rollbook_application::imports::{ImportFile, import_courses};

use super::file::FileArgs;
use super::outcome::tell;
use super::progress_bar::Bar;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import courses courses.csv --dry-run
  rollbook import courses courses.csv
  rollbook import courses courses.csv --skip-bad --rejected rejected.csv

Columns: Course Code, Title; optional Start Date, End Date.";

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
    let report = import_courses(&desk, file, args.file.options()).await;
    bar.clear();
    tell(&report?, &bytes, &args.file, session)
}
