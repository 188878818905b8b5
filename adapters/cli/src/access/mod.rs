//! `rollbook access`.

mod check;
mod edit;
mod explain;
mod grant_view;
mod launch;
mod list;
mod question;
mod revoke;
mod window_now;

use rollbook_domain::id::GrantId;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum AccessCommand {
    List(list::Args),
    Edit(edit::Args),
    Revoke(revoke::Args),
    Launch(launch::Args),
    Check(check::Args),
    Explain(explain::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: AccessCommand, session: &Session) -> Result<(), CliError> {
    match command {
        AccessCommand::List(args) => list::run(args, session).await,
        AccessCommand::Edit(args) => edit::run(args, session).await,
        AccessCommand::Revoke(args) => revoke::run(args, session).await,
        AccessCommand::Launch(args) => launch::run(args, session).await,
        AccessCommand::Check(args) => check::run(args, session).await,
        AccessCommand::Explain(args) => explain::run(args, session).await,
    }
}

fn grant_id(typed: &str) -> Result<GrantId, String> {
    GrantId::parse(typed.trim()).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests;
