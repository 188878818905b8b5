//! `rollbook store compare`.

use rollbook_application::store::{CopyFailed, compare_stores};

use super::line;
use super::progress_bar::Bar;
use crate::CliError;
use crate::start::Start;

const EXAMPLES: &str = "\
Examples:
  rollbook store copy --from sqlite:rollbook.db --to sqlite:copy.db --quiet &&
      rollbook store compare --from sqlite:rollbook.db --to sqlite:copy.db

With PostgreSQL:
  rollbook store compare --from sqlite:rollbook.db --to postgres://rollbook@db/rollbook

Exit codes: 0 when both hold the same, 1 when they differ.";

/// Tell table by table whether two databases hold the same.
///
/// Both are read whole, every tenant, and nothing is written. Only what nobody writes to meanwhile can be the same.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// One database.
    #[arg(long, value_name = "URL")]
    from: String,
    /// The other one.
    #[arg(long, value_name = "URL")]
    to: String,
}

pub(super) async fn run(args: Args, start: Start) -> Result<(), CliError> {
    let mut source = start.databases.copy_source(&args.from).await?;
    let mut target = start.databases.copy_source(&args.to).await?;
    let bar = Bar::of(&start);
    let compared = compare_stores(&mut *source, &mut *target, &bar).await;
    bar.clear();
    let tables = compared?;
    line::print(&start.printer, &tables)?;
    if tables.iter().all(rollbook_application::store::ComparedTable::is_equal) {
        start.printer.note("Both hold the same.");
        return Ok(());
    }
    let named = CopyFailed::differing(&tables);
    Err(super::failed::refused(format!("the two databases do not hold the same: they differ in {named}")))
}
