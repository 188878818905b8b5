//! `rollbook audit`: whether the log is what was written.

mod anchors;
mod head;
mod verify;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum AuditCommand {
    Verify(verify::Args),
    Head(head::Args),
}

/// Runs a verb.
pub(crate) async fn run(command: AuditCommand, session: &Session) -> Result<(), CliError> {
    match command {
        AuditCommand::Verify(args) => verify::run(args, session).await,
        AuditCommand::Head(args) => head::run(args, session).await,
    }
}

#[cfg(test)]
mod tests;
