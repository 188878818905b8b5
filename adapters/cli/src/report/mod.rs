//! `rollbook report`.

mod enrollments;
mod expiring;
mod learners;
mod line;
mod options;
mod organization;
mod quiz;
mod reclaims;
mod seats;
mod team;
mod transcript;
mod what_if;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ReportCommand {
    Enrollments(enrollments::Args),
    Quiz(quiz::Args),
    Organization(organization::Args),
    Team(team::Args),
    Learners(learners::Args),
    Expiring(expiring::Args),
    Seats(seats::Args),
    WhatIf(what_if::Args),
    Transcript(transcript::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: ReportCommand, session: &Session) -> Result<(), CliError> {
    match command {
        ReportCommand::Enrollments(args) => enrollments::run(args, session).await,
        ReportCommand::Quiz(args) => quiz::run(args, session).await,
        ReportCommand::Organization(args) => organization::run(args, session).await,
        ReportCommand::Team(args) => team::run(args, session).await,
        ReportCommand::Learners(args) => learners::run(args, session).await,
        ReportCommand::Expiring(args) => expiring::run(args, session).await,
        ReportCommand::Seats(args) => seats::run(args, session).await,
        ReportCommand::WhatIf(args) => what_if::run(args, session).await,
        ReportCommand::Transcript(args) => transcript::run(args, session).await,
    }
}

#[cfg(test)]
mod people_tests;
#[cfg(test)]
mod tests;
