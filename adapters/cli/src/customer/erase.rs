//! `rollbook customer erase`.

use std::collections::BTreeSet;

use rollbook_application::privacy::{Erasure, erase_customer, plan_erasure};
use rollbook_application::seat::Release;
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::privacy::ReceiptLine;
use rollbook_domain::seat::SeatCounts;
use rollbook_domain::time::Instant;
use serde::Serialize;

use crate::page::Page;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer erase --customer muhammad@example.org --dry-run
  rollbook customer erase --customer muhammad@example.org --yes --output json
  rollbook customer status office@acme.example inactive && \\
      rollbook customer erase --customer office@acme.example \\
      --successor grace@example.org --yes

The customer has to be inactive first. Seats that nobody holds go to a successor, who answers for all seats then, or
are voided with --void-seats; whoever holds a seat keeps it. The database file may hold remains of what was cleared
until `rollbook store vacuum` has written it anew, and backups hold all of it.";

/// Erase everything personal of a customer, for good; orders and access stay under the id alone.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// Who answers for the customer's seats from now on: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key, conflicts_with = "void_seats")]
    successor: Option<CustomerKey>,
    /// Void the customer's seats that nobody holds.
    #[arg(long)]
    void_seats: bool,
    /// Show what would happen, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct Receipt {
    id: CustomerId,
    outcome: &'static str,
    at: Instant,
    successor: Option<CustomerId>,
    seats: SeatCounts,
    cleared: Vec<Cleared>,
    kept: Vec<Kept>,
}

/// Something that is gone.
#[derive(Serialize)]
struct Cleared {
    what: &'static str,
    category: &'static str,
    rows: u64,
    fields: Vec<&'static str>,
}

/// Something that stays.
#[derive(Serialize)]
struct Kept {
    what: &'static str,
    category: &'static str,
    rows: u64,
    fields: Vec<&'static str>,
    because: Vec<&'static str>,
    /// Until when it is kept; nothing is that has an end.
    until: Option<Instant>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let release = match (args.successor, args.void_seats) {
        (Some(successor), _) => Some(Release::Successor(successor)),
        (None, true) => Some(Release::Void),
        (None, false) => None,
    };
    let planned = plan_erasure(&desk, &args.customer, release.as_ref()).await?;
    if args.dry_run {
        return tell(session, planned, "planned");
    }
    session.confirm("erase everything personal of this customer? It cannot be undone.")?;
    let erasure = erase_customer(&desk, &args.customer, release.as_ref()).await?;
    tell(session, erasure, "applied")
}

fn tell(session: &Session, erasure: Erasure, outcome: &'static str) -> Result<(), CliError> {
    let Erasure { customer: id, at, successor, seats, receipt } = erasure;
    let (cleared, kept) = (receipt.0.iter().filter_map(cleared), receipt.0.iter().filter_map(kept));
    let receipt =
        Receipt { id, outcome, at, successor, seats, cleared: cleared.collect(), kept: kept.collect() };
    session.one(&receipt, || in_words(&receipt))
}

fn cleared(line: &ReceiptLine) -> Option<Cleared> {
    let (what, category, rows, fields) =
        (line.subject, line.category.word(), line.rows, line.cleared.clone());
    (!fields.is_empty()).then_some(Cleared { what, category, rows, fields })
}

fn kept(line: &ReceiptLine) -> Option<Kept> {
    let (what, category, rows, fields) = (line.subject, line.category.word(), line.rows, line.kept.clone());
    (!fields.is_empty()).then(|| Kept {
        what,
        category,
        rows,
        fields,
        because: line.because.clone(),
        until: None,
    })
}

fn in_words(receipt: &Receipt) -> String {
    let verb = if receipt.outcome == "planned" { "would erase" } else { "erased" };
    let mut page = Page::new(&format!("{verb} customer ({})", receipt.id));
    let SeatCounts { available, pending, claimed, void } = receipt.seats;
    let mut facts = Vec::new();
    if available + pending + claimed + void > 0 {
        facts.push((
            "Seats",
            format!("{available} available, {pending} pending, {claimed} claimed, {void} void"),
        ));
    }
    if let Some(successor) = receipt.successor {
        facts.push(("Successor", successor.to_string()));
    }
    page.facts(facts);
    let gone = receipt
        .cleared
        .iter()
        .map(|line| vec![line.what.to_owned(), line.rows.to_string(), line.fields.join(", ")]);
    page.section(if receipt.outcome == "planned" { "Would be gone" } else { "Gone" }, gone.collect());
    let stays = receipt.kept.iter().map(|line| {
        let because: BTreeSet<_> = line.because.iter().copied().collect();
        let because = because.into_iter().collect::<Vec<_>>().join("; ");
        vec![line.what.to_owned(), line.rows.to_string(), because]
    });
    page.section("Stays", stays.collect());
    page.into_text()
}
