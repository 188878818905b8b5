//! `rollbook settings`: what the tenant decides for itself.

mod set;
mod show;

use rollbook_domain::settings::{SettingKey, Settings};
use serde::Serialize;

use crate::{CliError, Session};

/// The verbs.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum SettingsCommand {
    /// Show all settings, with what each accepts.
    Show(show::Args),
    /// Change a setting.
    Set(set::Args),
}

pub(crate) async fn run(command: SettingsCommand, session: &Session) -> Result<(), CliError> {
    match command {
        SettingsCommand::Show(args) => show::run(args, session).await,
        SettingsCommand::Set(args) => set::run(args, session).await,
    }
}

/// One setting as shown.
#[derive(Serialize)]
struct Line {
    id: &'static str,
    value: String,
    accepted: &'static str,
}

fn line(key: SettingKey, settings: &Settings) -> Line {
    Line { id: key.name(), value: key.read(settings), accepted: key.accepted() }
}
