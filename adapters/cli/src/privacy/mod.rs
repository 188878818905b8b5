//! `rollbook privacy`: how long what is known of people is kept, and who was erased.

mod apply;
mod calendar;
mod erasures;
mod erasures_file;
mod progress_bar;
mod replay;
#[cfg(test)]
mod replay_tests;
#[cfg(test)]
mod tests;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum PrivacyCommand {
    Calendar(calendar::Args),
    Apply(apply::Args),
    Erasures(erasures::Args),
    Replay(replay::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: PrivacyCommand, session: &Session) -> Result<(), CliError> {
    match command {
        PrivacyCommand::Calendar(args) => calendar::run(args, session).await,
        PrivacyCommand::Apply(args) => apply::run(args, session).await,
        PrivacyCommand::Erasures(args) => erasures::run(args, session).await,
        PrivacyCommand::Replay(args) => replay::run(args, session).await,
    }
}

/// `1 person`, `2 people`.
fn people(count: u64) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// A period in words.
fn period(days: Option<u32>) -> String {
    match days {
        None => "until erased".to_owned(),
        Some(1) => "1 day".to_owned(),
        Some(days) => format!("{days} days"),
    }
}
