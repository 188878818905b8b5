//! `rollbook customer seat-users`.

use rollbook_application::catalogue::{get_product, read_catalogue};
use rollbook_application::customer::get_customer;
use rollbook_application::seat::{gather_holders, seat_users};
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::id::{CustomerId, OrderId, SeatId};
use rollbook_domain::port::{CustomerKey, SeatRow};
use rollbook_domain::seat::ClaimWay;
use rollbook_domain::text::Note;
use rollbook_domain::time::{Instant, end_in_words, in_words};
use serde::Serialize;

use crate::seat::product_code;
use crate::values::{PageOptions, customer_key, note};
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer seat-users --customer office@acme.example
  rollbook customer seat-users --customer office@acme.example \\
      --product SCIENCE --output csv
  rollbook customer seat-users --customer office@acme.example \\
      --add-to-group acme

`rollbook customer show` with the id in the first column shows a user's own page.";

/// List the registration code users: everybody who holds a seat of this buyer, however they came to it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The buyer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// Only seats of this product.
    #[arg(long, value_name = "CODE|ID")]
    product: Option<String>,
    /// Put the buyer and everybody who holds a seat of theirs now into this group.
    #[arg(long, value_name = "CODE|ID", conflicts_with = "product")]
    add_to_group: Option<String>,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note, requires = "add_to_group")]
    reason: Option<Note>,
    #[command(flatten)]
    page: PageOptions,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the fields are the keys of the JSON")]
struct Line {
    customer: CustomerId,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    claimed_as: Option<String>,
    status: String,
    seat: SeatId,
    order: OrderId,
    line: u32,
    product: String,
    way: ClaimWay,
    claimed_at: Instant,
    starts_at: Instant,
    ends_at: Option<Instant>,
}

const COLUMNS: &[Column<Line>] = &[
    Column::new("customer", "CUSTOMER", |line, _| line.customer.to_string()),
    Column::new("email", "EMAIL", |line, _| line.email.clone().unwrap_or_else(|| "(erased)".to_owned())),
    Column::new("first_name", "FIRST NAME", |line, _| line.first_name.clone().unwrap_or_default()),
    Column::new("last_name", "LAST NAME", |line, _| line.last_name.clone().unwrap_or_default()),
    Column::data("claimed_as"),
    Column::data("status"),
    Column::new("seat", "SEAT", |line, _| line.seat.to_string()),
    Column::data("order"),
    Column::data("line"),
    Column::new("product", "PRODUCT", |line, _| line.product.clone()),
    Column::new("way", "BY", |line, _| line.way.to_string()),
    Column::new("claimed_at", "SINCE", |line, zone| in_words(line.claimed_at, zone)),
    Column::data("starts_at"),
    Column::new("ends_at", "ACCESS", |line, zone| end_in_words(line.ends_at, zone)),
];

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = &session.desk();
    if let Some(group) = &args.add_to_group {
        let gathered = gather_holders(desk, &args.customer, group, args.reason).await?;
        let customers = if gathered.joined == 1 { "customer" } else { "customers" };
        session.done(&format!("put {} {customers} into group `{group}`", gathered.joined));
    }
    let buyer = get_customer(desk, &args.customer).await?.customer.id;
    let catalogue = read_catalogue(desk).await?;
    let product =
        args.product.map(|key| get_product(&catalogue, &key).map(|product| product.id)).transpose()?;
    let now = session.now();
    let page = args
        .page
        .read(session.form(), async |request| seat_users(desk, buyer, product, now, &request).await)
        .await?;
    let rollbook_domain::port::Page { items, next } = page;
    let items = items.into_iter().filter_map(|row| line(row, &catalogue)).collect();
    session.list(COLUMNS, rollbook_domain::port::Page { items, next }).await
}

fn line(row: SeatRow, catalogue: &Catalogue) -> Option<Line> {
    let claim = row.seat.claim()?.clone();
    let holder = row.holder?;
    let profile = holder.profile.as_ref().map(rollbook_domain::personal::Personal::reveal);
    Some(Line {
        customer: holder.id,
        email: profile.map(|profile| profile.email.as_typed().to_owned()),
        first_name: profile.map(|profile| profile.first_name.as_str().to_owned()),
        last_name: profile.map(|profile| profile.last_name.as_str().to_owned()),
        claimed_as: claim.address.map(|address| address.into_inner().as_typed().to_owned()),
        status: holder.status.to_string(),
        seat: row.seat.id,
        order: row.seat.order,
        line: row.seat.line,
        product: product_code(catalogue, row.pool.product),
        way: claim.way,
        claimed_at: claim.stamp.effective_at,
        starts_at: holder.grant.window.starts_at(),
        ends_at: holder.grant.window.ends_at(),
    })
}
