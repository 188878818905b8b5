//! `rollbook sales-order sync`.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rollbook_application::sales_order::{SyncCommand, SyncReport, sync_sales_orders};
use rollbook_domain::import_log::Fingerprint;
use rollbook_domain::personal::Personal;
use rollbook_domain::plan::contracts::{SyncResult, SyncRow};
use rollbook_domain::port::ContractSource;
use rollbook_domain::rule::RuleId;
use rollbook_domain::text::Note;
use serde::Serialize;

use super::change::{ChangeView, change_page};
use super::contracts_file::ContractsFile;
use super::edit::Care;
use crate::import::counted;
use crate::page::{Page, listed};
use crate::seat::read_file;
use crate::values::note;
use crate::{CliError, RecordService, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook sales-order sync --file contracts.csv --dry-run
  rollbook sales-order sync --file contracts.json

From NetSuite: --netsuite https://1234567.suitetalk.api.netsuite.com --token-file token.txt --dry-run

Columns of a CSV file: Number, Client, Starts, Ends, Courses (codes with spaces or semicolons between); optional
External Id and Seats, which stay as they are known without such a column; blank Seats are any number. A JSON file is a
list of objects with number, client, starts, ends, courses, and optional external_id and seats.
The same contracts a second time change nothing. A sales order that is not among them any more is reported and goes on.";

/// How many reasons an error names before it says how many more there are.
const FIRST_FEW: usize = 3;

/// Bring the sales orders up to date with the contracts of another system.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group(clap::ArgGroup::new("source").args(["file", "netsuite"]).required(true)))]
#[command(group(clap::ArgGroup::new("token").args(["token_file", "token_variable"]).conflicts_with("file")))]
pub(crate) struct Args {
    /// The contracts, as CSV or JSON, or - for the standard input.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    #[arg(
        long,
        value_name = "URL",
        requires = "token",
        help = "The account of NetSuite, or of what answers like its REST record service"
    )]
    netsuite: Option<String>,
    /// A file with the OAuth 2.0 access token, or - for the standard input.
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// The environment variable with the OAuth 2.0 access token.
    #[arg(long, value_name = "NAME")]
    token_variable: Option<String>,
    /// A JSON file that names the fields of the account's sales orders.
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    fields: Option<PathBuf>,
    /// A PEM file of the certificate authorities to trust instead of this machine's.
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    ca_file: Option<PathBuf>,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    #[command(flatten)]
    care: Care,
}

#[derive(Serialize)]
struct Report {
    applied: bool,
    added: u64,
    changed: u64,
    unchanged: u64,
    refused: u64,
    vanished: Vec<String>,
    fingerprint: Fingerprint,
    rows: Vec<Row>,
    access: ChangeView,
}

#[derive(Serialize)]
struct Row {
    place: String,
    number: String,
    outcome: &'static str,
    /// What is different.
    fields: Vec<&'static str>,
    reason: Option<String>,
    rules: Vec<RuleId>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let source: Arc<dyn ContractSource> = match (&args.file, &args.netsuite) {
        (Some(file), _) => {
            let bytes = read_file(file, session)?;
            let most = session.settings().await?.import_max_rows as usize;
            Arc::new(ContractsFile::read(&bytes, session.table_reader(), most))
        }
        (None, address) => {
            let address = address.clone().unwrap_or_default();
            session.contract_sources.netsuite(&args.service(address, session)?)?
        }
    };
    sync(&*source, &args.care, args.reason, session).await
}

impl Args {
    /// The record service as it is named, with the token from where it is.
    fn service(&self, address: String, session: &Session) -> Result<RecordService, CliError> {
        let read = |path: Option<&PathBuf>| path.map(|path| read_file(path, session)).transpose();
        let token = match (&self.token_variable, read(self.token_file.as_ref())?) {
            (Some(name), _) => (session.environment)(name).ok_or_else(|| {
                CliError::usage(format!(
                    "the environment variable `{name}` is not set; put the access token there"
                ))
            })?,
            (None, bytes) => String::from_utf8(bytes.unwrap_or_default())
                .map_err(|_| CliError::usage("the file of the access token holds no text"))?,
        };
        Ok(RecordService {
            address,
            token: Personal::new(token),
            token_file: self.token_file.clone().filter(|path| path != Path::new("-")),
            fields: read(self.fields.as_ref())?,
            authorities: read(self.ca_file.as_ref())?,
        })
    }
}

/// Synchronises with whatever source, and prints what came of it.
async fn sync(
    source: &dyn ContractSource,
    care: &Care,
    reason: Option<Note>,
    session: &Session,
) -> Result<(), CliError> {
    let command = SyncCommand { reason, is_dry_run: care.dry_run, shown: care.shown() };
    let done = sync_sales_orders(&session.desk(), source, &command).await?;
    let zone = session.zone().await?;
    let report = report(&done);
    if report.refused > 0 && report.rows.iter().all(|row| row.outcome == "refused") {
        return Err(refusal(&report));
    }
    if report.refused > 0 {
        let contracts = counted(report.refused, "contract");
        session.warn(&format!(
            "{contracts} cannot be taken over and changed nothing; mend them at their source"
        ));
    }
    session.one(&report, || {
        let mut page = Page::new(match (done.is_applied, care.dry_run) {
            (true, _) => "Brought the sales orders up to date",
            (false, true) => "Would bring the sales orders up to date",
            (false, false) => "Nothing to change",
        });
        page.facts(vec![
            ("Added", report.added.to_string()),
            ("Changed", report.changed.to_string()),
            ("Unchanged", report.unchanged.to_string()),
            ("Refused", report.refused.to_string()),
            ("Vanished, and left as they are", listed(&report.vanished)),
        ]);
        let tells = |row: &&Row| row.outcome != "unchanged";
        let cells = |row: &Row| {
            let words = row.reason.clone().unwrap_or_else(|| row.fields.join(", "));
            vec![row.place.clone(), row.number.clone(), row.outcome.to_owned(), words]
        };
        page.section("Contracts", report.rows.iter().filter(tells).map(cells).collect());
        change_page(&mut page, &report.access, zone);
        page.facts(vec![("Fingerprint", report.fingerprint.to_string())]);
        page.into_text()
    })
}

/// Nothing of the source can be used.
fn refusal(report: &Report) -> CliError {
    let reason = |row: &Row| format!("{}: {}", row.place, row.reason.as_deref().unwrap_or_default());
    let mut reasons: Vec<String> = report.rows.iter().take(FIRST_FEW).map(reason).collect();
    if report.rows.len() > FIRST_FEW {
        reasons.push(format!("and {} more", report.rows.len() - FIRST_FEW));
    }
    let mut rules: Vec<RuleId> = Vec::new();
    for rule in report.rows.iter().flat_map(|row| &row.rules) {
        if !rules.contains(rule) {
            rules.push(*rule);
        }
    }
    let details = serde_json::to_value(report).unwrap_or_default();
    CliError::Refused { message: reasons.join("; "), rules, details }
}

fn report(done: &SyncReport) -> Report {
    let plan = &done.plan;
    Report {
        applied: done.is_applied,
        added: plan.count(|result| *result == SyncResult::Added),
        changed: plan.count(|result| matches!(result, SyncResult::Changed { .. })),
        unchanged: plan.count(|result| *result == SyncResult::Unchanged),
        refused: plan.count(|result| matches!(result, SyncResult::Refused { .. })),
        vanished: plan.vanished.iter().map(ToString::to_string).collect(),
        fingerprint: plan.fingerprint,
        rows: plan.rows.iter().map(row).collect(),
        access: ChangeView::of(&done.effects),
    }
}

fn row(row: &SyncRow) -> Row {
    let (place, number) = (row.place.clone(), row.number.clone());
    let (outcome, fields, reason, rules) = match &row.result {
        SyncResult::Added => ("added", Vec::new(), None, Vec::new()),
        SyncResult::Changed { fields, .. } => ("changed", fields.clone(), None, Vec::new()),
        SyncResult::Unchanged => ("unchanged", Vec::new(), None, Vec::new()),
        SyncResult::Refused { reason, rules } => {
            ("refused", Vec::new(), Some(reason.clone()), rules.to_vec())
        }
    };
    Row { place, number, outcome, fields, reason, rules }
}
