//! `rollbook seat reclaim`.

use std::path::PathBuf;

use rollbook_application::seat::{ReclaimCommand, ReclaimFrom, ReclaimReport, ReclaimWhich, reclaim_seats};
use rollbook_domain::id::SeatId;
use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::plan::seats::reclaim::{ReclaimResult, ReclaimRow};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::rule::{Q_28, RuleId};
use rollbook_domain::text::Note;
use serde::Serialize;

use super::read::read;
use super::source::seat_id;
use crate::page::{Page, on_one_line};
use crate::values::{customer_key, note};
use crate::{CliError, OutputForm, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat reclaim --buyer office@acme.example --product SCIENCE \\
      --holder ada@example.org
  rollbook seat reclaim --buyer office@acme.example --product SCIENCE \\
      --file left.csv --dry-run
  rollbook seat reclaim --buyer office@acme.example --product SCIENCE \\
      --all --reason \"end of term\"
  rollbook seat reclaim --seat seat_01jtj9qryqeyabyn3x4keh2tz7

Columns of the file: Email.
A seat that is taken back is available again with a new code; links and codes from before open nothing any more.
Its holder loses exactly the access that the seat gave, and keeps what they did for the day they come back.";

/// Take seats back, from those who hold them or are invited to them.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Whose seats: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key, required_unless_present = "seat")]
    buyer: Option<CustomerKey>,
    /// Of which product.
    #[arg(long, value_name = "CODE|ID", required_unless_present = "seat", conflicts_with = "seat")]
    product: Option<String>,
    #[command(flatten)]
    from: FromArgs,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    /// Show what would happen and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Leave refused rows out instead of refusing all.
    #[arg(long)]
    skip_bad: bool,
    /// Confirm how many seats are taken back, as --dry-run says; needed for very many.
    #[arg(long, value_name = "COUNT", allow_negative_numbers = true)]
    confirm: Option<u64>,
}

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct FromArgs {
    /// A holder, by the address the seat was claimed with; may be given many times.
    #[arg(long = "holder", value_name = "EMAIL", num_args = 1..)]
    holders: Vec<String>,
    /// A CSV file of holders, or - for the standard input.
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Everybody who holds one.
    #[arg(long)]
    all: bool,
    /// This seat, held or pending.
    #[arg(long, value_name = "ID", value_parser = seat_id)]
    seat: Option<SeatId>,
}

#[derive(Serialize)]
struct View<'a> {
    applied: bool,
    counts: Counts,
    rows: Vec<RowView<'a>>,
}

#[derive(Serialize, Clone, Copy)]
struct Counts {
    rows: u64,
    reclaimed: u64,
    unchanged: u64,
    duplicates: u64,
    refused: u64,
}

#[derive(Serialize)]
struct RowView<'a> {
    /// Null where nobody was named.
    line: Option<u32>,
    email: Option<&'a str>,
    result: &'static str,
    /// Null where the address names none.
    seat: Option<SeatId>,
    reason: Option<&'a str>,
    rules: &'static [RuleId],
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let bytes = args.from.file.as_deref().map(|path| read(path, session)).transpose()?;
    let from = match &bytes {
        Some(bytes) => ReclaimFrom::File { bytes, reader: session.table_reader() },
        None if args.from.all => ReclaimFrom::Everybody,
        None => ReclaimFrom::Holders(args.from.holders),
    };
    let which = match (args.from.seat, args.buyer, args.product) {
        (Some(seat), buyer, _) => ReclaimWhich::Seat { seat, buyer },
        (None, Some(buyer), Some(product)) => ReclaimWhich::Held { buyer, product, from },
        (None, ..) => return Err(CliError::usage("give --buyer and --product, or --seat")),
    };
    let apply = ApplyOptions { skip_bad: args.skip_bad, confirm: args.confirm };
    let command = ReclaimCommand { which, reason: args.reason, is_dry_run: args.dry_run, apply };
    let report = reclaim_seats(&session.desk(), &*session.vault()?, &command).await?;
    tell(&report, &command, session)
}

/// Prints the report, and refuses the command when rows were refused and could not be left out.
fn tell(report: &ReclaimReport, command: &ReclaimCommand<'_>, session: &Session) -> Result<(), CliError> {
    let counts = Counts {
        rows: report.rows.len() as u64,
        reclaimed: report.reclaimed,
        unchanged: report.count(|result| *result == ReclaimResult::Unchanged),
        duplicates: report.count(|result| *result == ReclaimResult::Duplicate),
        refused: report.refused,
    };
    let rows = report.rows.iter().map(row).collect();
    let view = View { applied: report.is_applied, counts, rows };
    let is_refused = report.refused > 0 && (!command.apply.skip_bad || report.reclaimed == 0);
    session.one(&view, || page(&view, command.is_dry_run, is_refused))?;
    if command.is_dry_run && session.form() != OutputForm::Table {
        session.done(&ending(&view, command.is_dry_run, is_refused));
    }
    if !is_refused {
        return Ok(());
    }
    let mut rules: Vec<RuleId> = Vec::new();
    for rule in view.rows.iter().flat_map(|row| row.rules).chain(&[Q_28]) {
        if !rules.contains(rule) {
            rules.push(*rule);
        }
    }
    let details = serde_json::to_value(&view)?;
    Err(CliError::Refused { message: refusal(&view), rules, details })
}

fn row(row: &ReclaimRow) -> RowView<'_> {
    let (result, reason, rules): (_, Option<&str>, &'static [RuleId]) = match &row.result {
        ReclaimResult::Reclaimed => ("reclaimed", None, &[]),
        ReclaimResult::Unchanged => ("unchanged", Some("nobody holds it and nobody is invited"), &[]),
        ReclaimResult::Duplicate => {
            ("duplicate", Some("the address was named before"), &[rollbook_domain::rule::Q_07])
        }
        ReclaimResult::Refused { reason, rules } => ("refused", Some(reason), rules),
    };
    let email = row.address.as_ref().map(|address| address.reveal().as_str());
    RowView { line: row.line, email, result, seat: row.seat, reason, rules }
}

/// One refused row says itself what is wrong; of several the number is told, and the rows say the rest.
fn refusal(view: &View<'_>) -> String {
    let mut refused = view.rows.iter().filter(|row| row.result == "refused");
    match (refused.next().and_then(|row| row.reason), refused.next()) {
        (Some(reason), None) if view.rows.len() == 1 => reason.to_owned(),
        (Some(reason), None) => format!("1 row cannot be accepted, so no seat is taken back: {reason}"),
        _ => format!(
            "{} rows cannot be accepted, so no seat is taken back; mend the list, or give --skip-bad",
            view.counts.refused
        ),
    }
}

fn page(view: &View<'_>, is_dry_run: bool, is_refused: bool) -> String {
    let Counts { rows, reclaimed, unchanged, duplicates, refused } = view.counts;
    let mut page = Page::new(&ending(view, is_dry_run, is_refused));
    page.facts(vec![
        ("rows", rows.to_string()),
        ("reclaimed", reclaimed.to_string()),
        ("unchanged", unchanged.to_string()),
        ("duplicates", duplicates.to_string()),
        ("refused", refused.to_string()),
    ]);
    let told = view.rows.iter().map(|row| {
        let line = row.line.map(|line| line.to_string()).unwrap_or_default();
        let seat = row.seat.map(|seat| seat.to_string()).unwrap_or_default();
        let email = row.email.unwrap_or_default().to_owned();
        let reason = row.reason.map(on_one_line).unwrap_or_default();
        vec![line, email, row.result.to_owned(), seat, reason]
    });
    page.section("Seats", told.collect());
    page.into_text()
}

fn ending(view: &View<'_>, is_dry_run: bool, is_refused: bool) -> String {
    let seats = view.counts.reclaimed;
    let noun = if seats == 1 { "seat" } else { "seats" };
    if view.applied && seats > 0 {
        format!("took back {seats} {noun}")
    } else if is_refused {
        "no seat was taken back".to_owned()
    } else if is_dry_run {
        format!("nothing was written; applying it would take back {seats} {noun}")
    } else {
        "nothing to take back".to_owned()
    }
}
