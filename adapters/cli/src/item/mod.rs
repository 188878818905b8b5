//! `rollbook item`.

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum ItemCommand {}

/// Runs a verb.
#[expect(clippy::unused_async, reason = "verbs come next and wait for the store")]
pub(crate) async fn run(command: ItemCommand, _session: &Session) -> Result<(), CliError> {
    match command {}
}
