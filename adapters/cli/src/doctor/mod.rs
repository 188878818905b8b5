//! `rollbook doctor`: look everything over and say what is wrong.

mod clock;
mod configuration;
mod keys;
mod tenant;

use rollbook_domain::port::Page;
use rollbook_domain::time::Zone;

use crate::output::Column;
use crate::start::Start;
use crate::{CliError, Finding, Health, exit};

const EXAMPLES: &str = "\
Examples:
  rollbook doctor
  rollbook doctor --output json

Exit codes: 0 when nothing fails, 1 when something does. Of an SQLite database the integrity check reads the
whole file; of PostgreSQL the server's settings, the schema and the role are looked at.";

/// Nothing to choose.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {}

const COLUMNS: &[Column<Finding>] = &[
    Column::new("id", "CHECK", |finding, _| finding.id.clone()),
    Column::new("health", "HEALTH", |finding, _| word(finding.health).to_owned()),
    Column::new("says", "FOUND", |finding, _| finding.says.clone()),
];

pub(crate) async fn run(_args: Args, start: Start) -> Result<(), CliError> {
    let database = start.database();
    let mut findings = configuration::examine(&start);
    findings.extend(start.databases.examine(&database).await);
    if let Ok(store) = start.databases.open(&database).await {
        let tenant = store.tenant(&start.options.tenant);
        findings.push(tenant::examine(&*tenant, &start.options.tenant).await);
        findings.push(keys::examine(&start));
        findings.extend(clock::examine(&*tenant, start.clock.now()).await);
    }
    findings.extend(start.mailers.examine(&start.mail_route()));
    let fails = findings.iter().any(|finding| finding.health == Health::Fail);
    start.printer.list(COLUMNS, &Page { items: findings, next: None }, &Zone::utc())?;
    if fails { Err(CliError::Said(exit::REFUSED)) } else { Ok(()) }
}

fn word(health: Health) -> &'static str {
    match health {
        Health::Ok => "ok",
        Health::Warn => "warn",
        Health::Fail => "fail",
    }
}
