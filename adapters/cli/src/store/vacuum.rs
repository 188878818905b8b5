//! `rollbook store vacuum`.

use serde::Serialize;

use crate::CliError;
use crate::start::Start;

const EXAMPLES: &str = "\
Examples:
  rollbook store vacuum --database sqlite:rollbook.db

The file of the database is written anew, and its write-ahead log is emptied. It takes as much room on the disk again
while it runs, and commits wait. On PostgreSQL an owner of the tables does the same by VACUUM FULL and CHECKPOINT, see
docs/privacy.md.";

/// Write a database anew, so that its files hold nothing any more of what was erased or deleted.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

#[derive(Serialize)]
struct Done {
    database: String,
    outcome: &'static str,
}

pub(crate) async fn run(_args: Args, start: Start) -> Result<(), CliError> {
    let url = start.database();
    start.databases.vacuum(&url).await?;
    let done = Done { database: start.shown_database(), outcome: "applied" };
    start.printer.one(&done, || format!("wrote {} anew", done.database))
}
