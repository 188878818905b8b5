//! `rollbook import`: files in, plans shown or applied.

mod courses;
mod emails;
mod file;
mod groups;
mod items;
mod learners;
mod outcome;
mod prices;
mod progress_bar;
mod rejected;
mod roster;
mod scores;
mod withdrawals;
mod words;

pub(crate) use words::counted;

#[cfg(test)]
mod tests;

use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook import groups groups.csv
  rollbook import roster roster.csv --dry-run
  rollbook import roster roster.csv --skip-bad --rejected rejected.csv

Every file is planned as a whole first; one refused row refuses the file unless --skip-bad is given.
The same file a second time changes nothing.";

/// The kinds of files.
#[derive(Debug, clap::Subcommand)]
#[command(after_help = EXAMPLES)]
pub(crate) enum ImportCommand {
    /// Groups of customers.
    Groups(groups::Args),
    /// Courses, each with a product that opens it and a price that sells it.
    Courses(courses::Args),
    /// Content items of courses.
    Items(items::Args),
    /// Prices of products.
    Prices(prices::Args),
    /// Customers with their groups, orders and access.
    Roster(roster::Args),
    /// Learners who are given seats of a buyer.
    Learners(learners::Args),
    /// Email addresses that are invited to seats of a buyer.
    Emails(emails::Args),
    /// Learners who leave a course from a day on.
    Withdrawals(withdrawals::Args),
    /// Scores of content items, of work that was handed in elsewhere.
    Scores(scores::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: ImportCommand, session: &Session) -> Result<(), CliError> {
    match command {
        ImportCommand::Groups(args) => groups::run(args, session).await,
        ImportCommand::Courses(args) => courses::run(args, session).await,
        ImportCommand::Items(args) => items::run(args, session).await,
        ImportCommand::Prices(args) => prices::run(args, session).await,
        ImportCommand::Roster(args) => roster::run(args, session).await,
        ImportCommand::Learners(args) => learners::run(args, session).await,
        ImportCommand::Emails(args) => emails::run(args, session).await,
        ImportCommand::Scores(args) => scores::run(args, session).await,
        ImportCommand::Withdrawals(args) => withdrawals::run(args, session).await,
    }
}
