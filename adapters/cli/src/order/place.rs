//! `rollbook order place`.

use rollbook_application::catalogue::read_catalogue;
use rollbook_application::order::{GivenByOrder, PlaceCommand, PlaceLine, place_order};
use rollbook_domain::id::{CustomerId, GrantId, OrderId};
use rollbook_domain::money::Money;
use rollbook_domain::order::OrderStatus;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;
use serde::Serialize;

use super::mail_options::MailOptions;
use super::typed_status::{TypedStatus, payment_type};
use super::vault::vault;
use super::view::{LineView, line_view};
use crate::values::{customer_key, moment, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook order place --customer ada@example.org --price SAF-TEAM --quantity 25
  rollbook order place --customer ada@example.org --price SAF-TEAM \\
      --quantity 25 --price STA-SPRING --quantity 3 --status invoice \\
      --order-date 2026-01-15 --reason \"asked for by telephone\"

Two units or more at a price with registration codes become as many seats to give out, and no access for
the customer; everything else is the customer's own access. An order in a status other than processed and
purchase-order-granted gives nothing until `rollbook order status` moves it on.";

/// Place an order for a customer, for access of their own or for seats to give out.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// A price; may be given many times, and lines of the same price and cost become one.
    #[arg(long = "price", value_name = "CODE|ID", required = true)]
    prices: Vec<String>,
    /// How many units, for each price in the order given [default: 1].
    #[arg(long = "quantity", value_name = "N")]
    quantities: Vec<u32>,
    /// What one unit costs in this order, for each price in the order given, in the tenant's currency [default:
    /// what the price says].
    #[arg(long = "cost", value_name = "AMOUNT", allow_negative_numbers = true)]
    costs: Vec<String>,
    /// The status it begins with.
    #[arg(long, value_name = "STATUS", default_value = "processed")]
    status: TypedStatus,
    /// The order's date, which access counts from [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    order_date: Option<Moment>,
    #[command(flatten)]
    mail: MailOptions,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

#[derive(Serialize)]
struct Done {
    id: OrderId,
    customer: CustomerId,
    status: OrderStatus,
    lines: Vec<LineView>,
    seats: u64,
    grants: Vec<GrantId>,
    outcome: &'static str,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let status = OrderStatus::from(args.status);
    let command = PlaceCommand {
        lines: lines(&args, session).await?,
        status,
        payment_type: payment_type(status),
        ordered: args.order_date,
        mail: args.mail.into(),
        reason: args.reason,
    };
    let desk = session.desk();
    let placed = place_order(&desk, &*vault(session), &args.customer, &command).await?;
    warn_if_over(session, placed.order, &placed.given);
    let catalogue = read_catalogue(&desk).await?;
    let GivenByOrder { seats, grants, .. } = placed.given;
    let id = placed.order;
    let sentence = format!("placed order {id} ({status}): {}", gave(seats, grants.len()));
    let lines = placed.lines.iter().map(|line| line_view(line, &catalogue)).collect();
    let done = Done { id, customer: placed.customer, status, lines, seats, grants, outcome: "applied" };
    session.one(&done, || sentence)
}

/// What an order gave, for people.
pub(super) fn gave(seats: u64, grants: usize) -> String {
    let counted = |count: u64, what: &str| match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    };
    match (seats, grants as u64) {
        (0, 0) => "it gives nothing yet".to_owned(),
        (seats, 0) => format!("{} to give out", counted(seats, "seat")),
        (0, grants) => counted(grants, "access grant"),
        (seats, grants) => {
            format!("{} to give out and {}", counted(seats, "seat"), counted(grants, "access grant"))
        }
    }
}

/// Warns of access that is over before it can open.
pub(super) fn warn_if_over(session: &Session, order: OrderId, given: &GivenByOrder) {
    if given.is_over {
        session
            .warn(&format!("the dates of access by order {order} have passed, so some of it opens nothing"));
    }
}

async fn lines(args: &Args, session: &Session) -> Result<Vec<PlaceLine>, CliError> {
    let (prices, quantities, costs) = (args.prices.len(), args.quantities.len(), args.costs.len());
    for (option, count) in [("--quantity", quantities), ("--cost", costs)] {
        if count != 0 && count != prices {
            return Err(CliError::usage(format!(
                "{option} is given {count} times and --price {prices} times; give one for each price, in the same \
                 order, or none"
            )));
        }
    }
    let currency = session.settings().await?.currency;
    let mut lines = Vec::with_capacity(prices);
    for (place, price) in args.prices.iter().enumerate() {
        let unit_cost = match args.costs.get(place) {
            Some(typed) => {
                let cost = Money::parse(typed, currency);
                Some(cost.map_err(|error| CliError::usage(format!("--cost: {error}")))?)
            }
            None => None,
        };
        let quantity = args.quantities.get(place).copied().unwrap_or(1);
        lines.push(PlaceLine { price: price.clone(), quantity, unit_cost });
    }
    Ok(lines)
}
