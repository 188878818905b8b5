//! `rollbook price add`.

use rollbook_application::catalogue::{NewPrice, add_price};
use rollbook_domain::catalogue::{EditSeatPolicy, SeatPolicy};
use rollbook_domain::text::{Code, Title};
use rollbook_domain::time::AccessDuration;

use super::anchor::{TypedAnchor, amount};
use super::seat_options::SeatOptions;
use crate::changed::added;
use crate::values::{YesNo, code, duration, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook price add ALG-WEEK --product ALGEBRA --amount 9.50 \\
      --duration \"7 days\"
  rollbook price add ALG-2026 --product ALGEBRA --amount 120 \\
      --duration 2026-01-01..2026-12-31 --registration-codes yes \\
      --reclaim before-start --invitation-days 14
  rollbook price add ALG-STAFF --product ALGEBRA --amount 0 \\
      --duration unlimited --reserved-to-group faculty";

/// Make a price of a product.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The code that people call it by.
    #[arg(value_name = "CODE", value_parser = code)]
    code: Code,
    /// The product it sells.
    #[arg(long, value_name = "CODE|ID")]
    product: String,
    /// What one unit costs, in the tenant's currency.
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    amount: String,
    /// How long the access lasts: `30 days`, `12 months`, `2026-01-01..2026-06-30` or `unlimited`.
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    duration: AccessDuration,
    /// What the duration counts from.
    #[arg(long, value_name = "ANCHOR", default_value = "order-date")]
    anchor: TypedAnchor,
    /// The title shown beside the product's [default: the duration].
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Option<Title>,
    /// Whether two or more units become seats with registration codes.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true, default_value = "no")]
    registration_codes: YesNo,
    #[command(flatten)]
    seats: SeatOptions,
    /// A group the buyer is put into; may be given many times.
    #[arg(long = "adds-to-group", value_name = "CODE|ID")]
    adds_to_groups: Vec<String>,
    /// A group whose members may buy it; may be given many times, and without one everybody may.
    #[arg(long = "reserved-to-group", value_name = "CODE|ID")]
    reserved_to_groups: Vec<String>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let what = format!("price {}", args.code);
    let title = match args.title {
        Some(title) => title,
        None => title(&args.duration.to_string()).map_err(CliError::usage)?,
    };
    let command = NewPrice {
        code: args.code,
        product: args.product,
        title,
        unit_price: amount(&args.amount, session).await?,
        duration: args.duration,
        anchor: args.anchor.into(),
        makes_registration_codes: args.registration_codes.into(),
        seats: EditSeatPolicy::from(args.seats).of(SeatPolicy::default()),
        adds_to_groups: args.adds_to_groups,
        reserved_to_groups: args.reserved_to_groups,
    };
    let id = add_price(&session.desk(), command).await?;
    added(session, &what, id)
}
