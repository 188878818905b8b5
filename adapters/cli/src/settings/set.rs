//! Changing a setting.

use clap::builder::PossibleValuesParser;
use rollbook_application::settings::{SettingChange, change_settings};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::settings::SettingKey;
use serde::Serialize;

use super::{Line, line};
use crate::changed::word;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook settings set time_zone Europe/Berlin
  rollbook settings set import_max_rows 250000
  rollbook settings set test_clock yes

A new time zone holds for dates typed from now on; access that was given keeps its exact start and end.";

/// Which setting, and what it should be.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The setting.
    #[arg(value_name = "SETTING", value_parser = PossibleValuesParser::new(SettingKey::ALL.map(SettingKey::name)))]
    setting: String,
    /// Its new value.
    #[arg(value_name = "VALUE", allow_hyphen_values = true)]
    value: String,
}

#[derive(Serialize)]
struct Set {
    #[serde(flatten)]
    line: Line,
    outcome: &'static str,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let key = SettingKey::find(&args.setting)
        .ok_or_else(|| CliError::usage(format!("`{}` is not a setting", args.setting)))?;
    let change = SettingChange { key, value: args.value };
    let (outcome, settings) = change_settings(&session.desk(), &[change]).await?;
    let set = Set { line: line(key, &settings), outcome: word(outcome) };
    session.one(&set, || {
        let already = if outcome == Outcome::Applied { "is now" } else { "was already" };
        format!("{} {already} {}.", set.line.id, set.line.value)
    })
}
