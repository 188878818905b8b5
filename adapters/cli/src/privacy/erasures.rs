//! `rollbook privacy erasures`.

use std::collections::HashSet;
use std::path::PathBuf;

use rollbook_application::privacy::list_erasures;
use serde::Serialize;

use super::{erasures_file, people};
use crate::import::counted;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook privacy erasures --to erasures.csv

Keep the file where a backup of the database does not reach, and write it anew after every
erasure and from a timer. A file that names somebody whom this database never erased is left as
it is: the database is older than the file then, and `rollbook privacy replay` comes first.";

/// Write who was erased and when, for `privacy replay` after a backup was restored.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The CSV file to write; one that is there is replaced.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Serialize)]
struct Done {
    tenant: String,
    file: String,
    erasures: usize,
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let erasures = list_erasures(&session.desk()).await?;
    let shown = args.to.display().to_string();
    if args.to.exists() {
        let known: HashSet<_> = erasures.iter().map(|past| past.customer).collect();
        let written = erasures_file::read(&args.to, session)?;
        let lost = written.iter().filter(|past| !known.contains(&past.customer)).count();
        if lost > 0 {
            return Err(CliError::usage(format!(
                "the file `{shown}` names {} whom this database never erased, so it is left as it is; \
                 replay it first, `rollbook privacy replay {shown}`, or give another file",
                people(lost as u64)
            )));
        }
    }
    erasures_file::write(&args.to, &erasures, session)?;
    let done = Done { tenant: session.options.tenant.to_string(), file: shown, erasures: erasures.len() };
    session.one(&done, || {
        format!(
            "wrote {} of tenant {} to {}\n",
            counted(done.erasures as u64, "erasure"),
            done.tenant,
            done.file
        )
    })
}
