//! `rollbook init`: make the database and the tenant.

use rollbook_application::settings::{SettingChange, init_tenant, show_settings};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::settings::SettingKey;
use serde::Serialize;

use crate::changed::word;
use crate::start::Start;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook init
  rollbook init --time-zone Europe/Berlin --currency EUR
  rollbook init --database sqlite:academy.db --tenant academy

For PostgreSQL, give --database postgres://ROLE@HOST/DATABASE, an empty database, and name the key file by
ROLLBOOK_KEY_FILE. `rollbook migrate` brings a schema that is there up to date. docs/operations.md tells of roles,
passwords and several machines.";

/// The settings that a new tenant should have from its first day.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The zone in which a date is a whole day [default: UTC].
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
    /// The currency of prices and costs [default: USD].
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
}

#[derive(Serialize)]
struct Made {
    id: String,
    database: String,
    time_zone: String,
    currency: String,
    key_file: String,
    outcome: &'static str,
}

pub(crate) async fn run(args: Args, start: Start) -> Result<(), CliError> {
    let database = start.shown_database();
    start.must_name_key_file()?;
    let is_key_file_beside = start.databases.key_file(&start.database()).is_some();
    let (store, session) = start.create_whole().await?;
    if !is_key_file_beside && !store.tenants().await?.is_empty() {
        must_have_keys(&session, &database)?;
    }
    let has_new_keys = session.key_place.create()?;
    let typed = [(SettingKey::TimeZone, args.time_zone), (SettingKey::Currency, args.currency)];
    let given: Vec<_> =
        typed.into_iter().filter_map(|(key, value)| Some(SettingChange { key, value: value? })).collect();
    let outcome = init_tenant(&session.desk(), &given).await?;
    let settings = show_settings(&session.desk()).await?;
    let made = Made {
        id: session.options.tenant.to_string(),
        database,
        time_zone: settings.time_zone.name().to_owned(),
        currency: settings.currency.to_string(),
        key_file: session.key_place.file()?.display().to_string(),
        outcome: word(outcome),
    };
    session.one(&made, || in_words(&made, outcome))?;
    for SettingChange { key, value } in given {
        let kept = key.read(&settings);
        if outcome == Outcome::Unchanged && !kept.eq_ignore_ascii_case(value.trim()) {
            let name = key.name();
            session.warn(&format!("{name} stays {kept}; `rollbook settings set {name} {value}` changes it"));
        }
    }
    tell_of_keys(&session, &made.key_file, has_new_keys, outcome);
    if outcome == Outcome::Applied {
        session.done("Next: `rollbook import --help` shows how to load a catalogue and a roster.");
    }
    Ok(())
}

/// Keys made anew on another machine would open nothing that was sealed, so they are not made.
fn must_have_keys(session: &Session, database: &str) -> Result<(), CliError> {
    if session.key_place.numbers().is_ok() {
        return Ok(());
    }
    let file = session.key_place.file()?.display();
    Err(CliError::Unavailable(format!(
        "{database} is in use already, so no new keys are made for it, and {file} holds none; every process on a \
         database needs the same key file: copy it there from a machine that has it, or from its backup"
    )))
}

fn tell_of_keys(session: &Session, key_file: &str, are_new: bool, outcome: Outcome) {
    if !are_new {
        return;
    }
    if outcome == Outcome::Unchanged {
        session.warn(&format!(
            "this database had no key file, so {key_file} is a new one; if it had one elsewhere, put that in its \
             place, for what was sealed with other keys cannot be read with these"
        ));
    }
    session.done(&format!("Its keys are in {key_file}: back that file up too, apart from the database."));
}

fn in_words(made: &Made, outcome: Outcome) -> String {
    let Made { id, database, time_zone, currency, .. } = made;
    if outcome == Outcome::Applied {
        format!("Made tenant {id} in {database}: dates are days in {time_zone}, prices are in {currency}.")
    } else {
        let stays = "nothing was changed. `rollbook settings set` changes settings";
        format!("Tenant {id} is in {database} already, with {time_zone} and {currency}; {stays}.")
    }
}
