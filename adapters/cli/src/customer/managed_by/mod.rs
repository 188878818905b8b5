//! `rollbook customer manager`.

mod clear;
mod set;

use rollbook_application::group::{MembershipReport, RowOutcome};
use serde::Serialize;

use crate::group::tell;
use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ManagerCommand {
    Set(set::Args),
    Clear(clear::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: ManagerCommand, session: &Session) -> Result<(), CliError> {
    match command {
        ManagerCommand::Set(args) => set::run(args, session).await,
        ManagerCommand::Clear(args) => clear::run(args, session).await,
    }
}

#[derive(Serialize)]
struct Done {
    changed: usize,
    unchanged: usize,
    left_out: usize,
}

/// Warns about those who were left out, or refuses for their sake; then says how many were changed.
fn say(report: &MembershipReport, done: &str, session: &Session) -> Result<(), CliError> {
    tell(report, session)?;
    let count = |is: fn(&RowOutcome) -> bool| report.rows.iter().filter(|row| is(&row.outcome)).count();
    let counts = Done {
        changed: count(|outcome| matches!(outcome, RowOutcome::Applied(_))),
        unchanged: count(|outcome| matches!(outcome, RowOutcome::Unchanged(_))),
        left_out: count(|outcome| matches!(outcome, RowOutcome::Refused(_) | RowOutcome::Missing)),
    };
    let sentence = format!("{done}: {} changed, {} as before", counts.changed, counts.unchanged);
    session.one(&counts, || sentence)
}

#[cfg(test)]
mod tests;
