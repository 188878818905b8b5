//! `rollbook import groups`.

use rollbook_application::imports::{ImportFile, import_groups};

use super::file::FileArgs;
use super::outcome::tell;
use super::progress_bar::Bar;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import groups groups.csv --dry-run
  rollbook import groups groups.csv
  rollbook import groups groups.csv --skip-bad --rejected rejected.csv

Columns: Group Code, Name; optional Inherited.";

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
    let report = import_groups(&desk, file, args.file.options()).await;
    bar.clear();
    tell(&report?, &bytes, &args.file, session)
}
