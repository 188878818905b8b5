//! `rollbook settings`.

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum SettingsCommand {}

pub(crate) async fn run(command: SettingsCommand, _session: &Session) -> Result<(), CliError> {
    match command {}
}
