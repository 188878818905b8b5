//! `rollbook report`.

mod enrollments;
mod seats;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ReportCommand {
    Enrollments(enrollments::Args),
    Seats(seats::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: ReportCommand, session: &Session) -> Result<(), CliError> {
    match command {
        ReportCommand::Enrollments(args) => enrollments::run(args, session).await,
        ReportCommand::Seats(args) => seats::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
