//! `rollbook order cancel`.

use rollbook_application::order::{CancelWhat, Cancelled, Loser, cancel_order, plan_cancel};
use rollbook_domain::id::{CustomerId, OrderId, SeatId};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::seat::SeatCounts;
use rollbook_domain::text::Note;
use serde::Serialize;

use super::order_id;
use crate::changed::word;
use crate::page::Page;
use crate::values::note;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook order cancel ord_01jgyxhdfrefebggrg3vzjwanr --reason \"paid twice\"
  rollbook order cancel ord_01jgyxhdfrefebggrg3vzjwanr --dry-run

`--line 1 --quantity 5 --confirm 2` cancels five seats of line 1, two of them claimed. A part takes available
seats first, then pending ones (those that the fewest people are invited to, and of these the last invited),
then claimed ones (the last claimed first). Claimed seats have to be confirmed by their count, which --dry-run
shows, since whoever holds one loses access.";

/// Cancel an order or a part of its seats, which suspends what they gave access to.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The order.
    #[arg(value_name = "ID", value_parser = order_id)]
    order: OrderId,
    /// Cancel seats of this line only; the order stays as it is.
    #[arg(long, value_name = "N", requires = "quantity")]
    line: Option<u32>,
    /// How many seats of the line.
    #[arg(long, value_name = "N", requires = "line")]
    quantity: Option<u64>,
    /// How many claimed seats may go.
    #[arg(long, value_name = "N")]
    confirm: Option<u64>,
    /// Show what would happen, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

#[derive(Serialize)]
struct Done {
    id: OrderId,
    outcome: &'static str,
    seats: Going,
    losing: Vec<Losing>,
}

/// Seats that go, by the state they are in before.
#[derive(Serialize)]
struct Going {
    available: u64,
    pending: u64,
    claimed: u64,
}

/// Somebody who loses access.
#[derive(Serialize)]
struct Losing {
    seat: SeatId,
    customer: CustomerId,
    email: Option<String>,
}

impl From<Loser> for Losing {
    fn from(loser: Loser) -> Self {
        let email = loser.profile.map(|profile| profile.reveal().email.as_typed().to_owned());
        Self { seat: loser.seat, customer: loser.customer, email }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = match (args.line, args.quantity) {
        (Some(line), Some(quantity)) => CancelWhat::Part { line, quantity },
        _ => CancelWhat::Whole,
    };
    let desk = session.desk();
    let cancelled = if args.dry_run {
        plan_cancel(&desk, args.order, what).await?
    } else {
        cancel_order(&desk, args.order, what, args.confirm, args.reason).await?
    };
    let Cancelled { order: id, outcome, seats, losers } = cancelled;
    let outcome_word = if args.dry_run && outcome == Outcome::Applied { "planned" } else { word(outcome) };
    let SeatCounts { available, pending, claimed, .. } = seats;
    let done = Done {
        id,
        outcome: outcome_word,
        seats: Going { available, pending, claimed },
        losing: losers.into_iter().map(Losing::from).collect(),
    };
    session.one(&done, || in_words(&done, what))
}

fn in_words(done: &Done, what: CancelWhat) -> String {
    let (id, Going { available, pending, claimed }) = (done.id, &done.seats);
    let whole = matches!(what, CancelWhat::Whole);
    let (thing, seats) = match what {
        CancelWhat::Whole => ("order".to_owned(), available + pending + claimed),
        CancelWhat::Part { line, .. } => {
            (format!("part of line {line} of order"), available + pending + claimed)
        }
    };
    let title = match done.outcome {
        "unchanged" => return format!("nothing to change, order was cancelled before ({id})"),
        "planned" => format!("would cancel {thing} ({id})"),
        _ => format!("cancelled {thing} ({id})"),
    };
    if whole && seats == 0 {
        return title;
    }
    let mut page = Page::new(&title);
    page.facts(vec![
        ("Available seats", available.to_string()),
        ("Pending seats", pending.to_string()),
        ("Claimed seats", claimed.to_string()),
    ]);
    let losing = done.losing.iter().map(|loser| {
        let email = loser.email.clone().unwrap_or_else(|| "(erased)".to_owned());
        vec![email, loser.customer.to_string(), loser.seat.to_string()]
    });
    let heading = if done.outcome == "planned" { "Would lose access" } else { "Lost access" };
    page.section(heading, losing.collect());
    page.into_text()
}
