//! `rollbook report seats`.

use rollbook_application::report::{LineCount, SeatReport, count_seats};
use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::order::OrderStatus;
use rollbook_domain::port::{CustomerKey, Page};
use serde::Serialize;

use crate::values::customer_key;
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report seats
  rollbook report seats --buyer office@acme.example --output csv
  rollbook report seats --product SCIENCE

available, pending, claimed and void add up to what was bought.";

/// Count the seats of each order line by state.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Only seats that this customer answers for: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: Option<CustomerKey>,
    /// Only of this product.
    #[arg(long, value_name = "CODE|ID")]
    product: Option<String>,
    /// Only of this order.
    #[arg(long, value_name = "ID", value_parser = crate::order::order_id)]
    order: Option<OrderId>,
}

#[derive(Serialize)]
struct SeatLine {
    buyer: Option<String>,
    buyer_id: CustomerId,
    order: OrderId,
    line: u32,
    status: OrderStatus,
    product: String,
    bought: u32,
    available: u64,
    pending: u64,
    claimed: u64,
    void: u64,
    unused_days: Option<u64>,
}

/// The header in CSV is exactly these names; scripts rely on it.
const FOR_PROGRAMS: &[Column<SeatLine>] = &[
    Column::data("buyer"),
    Column::data("order"),
    Column::data("product"),
    Column::data("bought"),
    Column::data("available"),
    Column::data("pending"),
    Column::data("claimed"),
    Column::data("void"),
];

const FOR_PEOPLE: &[Column<SeatLine>] = &[
    Column::new("buyer", "BUYER", |line, _| line.buyer.clone().unwrap_or_else(|| "(erased)".to_owned())),
    Column::new("order", "ORDER", |line, _| line.order.to_string()),
    Column::new("line", "LINE", |line, _| line.line.to_string()),
    Column::new("product", "PRODUCT", |line, _| line.product.clone()),
    Column::new("bought", "BOUGHT", |line, _| line.bought.to_string()),
    Column::new("available", "AVAILABLE", |line, _| line.available.to_string()),
    Column::new("pending", "PENDING", |line, _| line.pending.to_string()),
    Column::new("claimed", "CLAIMED", |line, _| line.claimed.to_string()),
    Column::new("void", "VOID", |line, _| line.void.to_string()),
    Column::new("unused_days", "UNUSED DAYS", |line, _| {
        line.unused_days.map_or_else(|| "-".to_owned(), |days| days.to_string())
    }),
];

impl From<LineCount> for SeatLine {
    fn from(count: LineCount) -> Self {
        Self {
            buyer: count.profile.map(|profile| profile.reveal().email.as_typed().to_owned()),
            buyer_id: count.buyer,
            order: count.order,
            line: count.line,
            status: count.order_status,
            product: count.product_code.map_or_else(|| count.product.to_string(), |code| code.to_string()),
            bought: count.bought,
            available: count.counts.available,
            pending: count.counts.pending,
            claimed: count.counts.claimed,
            void: count.counts.void,
            unused_days: count.unused_days,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let wanted = SeatReport { buyer: args.buyer, product: args.product, order: args.order };
    let counts = count_seats(&session.desk(), &wanted).await?;
    let items = counts.into_iter().map(SeatLine::from).collect();
    let columns = if session.form() == crate::OutputForm::Csv { FOR_PROGRAMS } else { FOR_PEOPLE };
    session.list(columns, Page { items, next: None }).await
}
