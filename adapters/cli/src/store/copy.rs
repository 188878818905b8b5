//! `rollbook store copy`.

use rollbook_application::store::{CopyFailed, copy_store, count_rows};

use super::line;
use super::progress_bar::Bar;
use crate::start::Start;
use crate::{CliError, OpenFailed};

const EXAMPLES: &str = "\
Examples:
  rollbook store copy --from sqlite:rollbook.db --to sqlite:copy.db --dry-run
  rollbook store copy --from sqlite:rollbook.db --to sqlite:copy.db

To and from PostgreSQL:
  rollbook store copy --from sqlite:rollbook.db --to postgres://rollbook@db/rollbook
  rollbook store copy --from postgres://rollbook@db/rollbook --to sqlite:copy.db";

/// Copy a whole database, every tenant of it, into an empty one.
///
/// End every process that uses the source first. The copy is read back and compared, table by table, and only then can
/// it be opened. A copy that was cut off goes on when the same command is given again.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The database to copy; it is only read.
    #[arg(long, value_name = "URL")]
    from: String,
    /// The database to copy into; it is made where there is none.
    #[arg(long, value_name = "URL")]
    to: String,
    /// Show the tables and how many rows they have; write nothing.
    #[arg(long)]
    dry_run: bool,
}

pub(super) async fn run(args: Args, start: Start) -> Result<(), CliError> {
    if args.dry_run {
        return look(&args, &start).await;
    }
    let mut source = start.databases.copy_source(&args.from).await?;
    let mut target = start.databases.copy_target(&args.to).await?;
    let bar = Bar::of(&start);
    let copied = copy_store(&mut *source, &mut *target, &bar).await;
    bar.clear();
    if let Err(CopyFailed::Differs(tables)) = &copied {
        line::print(&start.printer, tables)?;
    }
    let copied = copied?;
    line::print(&start.printer, &copied.tables)?;
    let rows: u64 = copied.tables.iter().map(|table| table.source.rows).sum();
    let before = match copied.rows_before {
        0 => String::new(),
        before => format!(", {before} of them by an earlier run"),
    };
    start.printer.note(&format!("Copied {rows} rows{before}; both databases hold the same."));
    tell_of_keys(&args, &start);
    Ok(())
}

/// Says what there is to copy, and whether the target would take it.
async fn look(args: &Args, start: &Start) -> Result<(), CliError> {
    let mut source = start.databases.copy_source(&args.from).await?;
    let counted = count_rows(&mut *source).await.map_err(CopyFailed::Copy)?;
    let target = match start.databases.copy_source(&args.to).await {
        Ok(mut target) => {
            if !target.tenant_numbers().await.map_err(CopyFailed::Copy)?.is_empty() {
                return Err(CopyFailed::InUse.into());
            }
            "The target is empty."
        }
        Err(OpenFailed::Absent(_)) => "The target is not there yet and would be made.",
        Err(OpenFailed::Unfinished(_)) => {
            "The target is an unfinished copy, and would be gone on with if it was begun from this source."
        }
        Err(other) => return Err(other.into()),
    };
    let rows: u64 = counted.iter().map(|table| table.rows).sum();
    line::print_counted(&start.printer, &counted)?;
    start.printer.note(&format!("There are {rows} rows to copy. {target} Nothing was written."));
    Ok(())
}

/// The keys are in no database, so nothing that copies databases takes them along.
fn tell_of_keys(args: &Args, start: &Start) {
    let theirs = start.databases.key_file(&args.from).map_or_else(
        || "the file that ROLLBOOK_KEY_FILE named for the source".to_owned(),
        |file| format!("{}, or where ROLLBOOK_KEY_FILE named it for the source", file.display()),
    );
    let place = start.databases.key_file(&args.to).map_or_else(
        || "name it by ROLLBOOK_KEY_FILE wherever the target is used".to_owned(),
        |file| format!("copy it to {} or name it by ROLLBOOK_KEY_FILE", file.display()),
    );
    start.printer.note(&format!(
        "The keys that registration codes and the secrets of mails are sealed with are not in the database. Take the \
         key file along ({theirs}): {place}. `rollbook init` must not make a new one."
    ));
}
