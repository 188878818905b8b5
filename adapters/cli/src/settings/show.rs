//! Showing the settings.

use rollbook_application::settings::show_settings;
use rollbook_domain::port::Page;
use rollbook_domain::settings::SettingKey;

use super::{Line, line};
use crate::output::Column;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook settings show
  rollbook settings show --output json";

/// Nothing to choose.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

const COLUMNS: &[Column<Line>] = &[
    Column::new("id", "SETTING", |line, _| line.id.to_owned()),
    Column::new("value", "VALUE", |line, _| line.value.clone()),
    Column::new("accepted", "ACCEPTED", |line, _| line.accepted.to_owned()),
];

pub(crate) async fn run(_args: Args, session: &Session) -> Result<(), CliError> {
    let settings = show_settings(&session.desk()).await?;
    let items = SettingKey::ALL.into_iter().map(|key| line(key, &settings)).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
