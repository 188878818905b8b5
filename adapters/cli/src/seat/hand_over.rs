//! `rollbook seat hand-over`.

use rollbook_application::seat::{Release, Released, plan_release, release_seats};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::seat::SeatCounts;
use rollbook_domain::text::Note;
use serde::Serialize;

use crate::changed::word;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat hand-over --buyer office@acme.example --to grace@example.org \\
      --dry-run
  rollbook seat hand-over --buyer office@acme.example --to grace@example.org \\
      --reason \"Lillian left Acme\"

Whoever holds a seat keeps it, and open invitations can be accepted as before.";

/// Let another customer answer for all seats of a buyer.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Who answers for them now: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: CustomerKey,
    /// Who shall: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    to: CustomerKey,
    /// Show what would happen, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

#[derive(Serialize)]
struct Done {
    buyer: CustomerId,
    to: Option<CustomerId>,
    outcome: &'static str,
    seats: SeatCounts,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let release = Release::Successor(args.to);
    let Released { buyer, successor: to, outcome, seats } = if args.dry_run {
        plan_release(&desk, &args.buyer, &release).await?
    } else {
        release_seats(&desk, &args.buyer, &release, args.reason).await?
    };
    let verb = if args.dry_run { "would hand over" } else { "handed over" };
    let sentence = match outcome {
        Outcome::Unchanged => format!("nothing to hand over, {buyer} answers for no seat"),
        Outcome::Applied => {
            let SeatCounts { available, pending, claimed, void } = seats;
            format!(
                "{verb} all seats of {buyer}: {available} available, {pending} pending, {claimed} claimed, {void} void"
            )
        }
    };
    let outcome = if args.dry_run && outcome == Outcome::Applied { "planned" } else { word(outcome) };
    session.one(&Done { buyer, to, outcome, seats }, || sentence)
}
