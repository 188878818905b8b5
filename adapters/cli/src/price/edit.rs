//! `rollbook price edit`.

use rollbook_application::catalogue::{PriceEdit, edit_price};
use rollbook_domain::text::Title;
use rollbook_domain::time::AccessDuration;

use super::anchor::{TypedAnchor, amount};
use super::seat_options::SeatOptions;
use crate::changed::changed;
use crate::values::{YesNo, duration, title};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook price edit ALG-MONTH --registration-codes yes
  rollbook price edit ALG-MONTH --amount 21.00 --duration \"1 month\"
  rollbook price edit SAF-TEAM --adds-to-no-group
  rollbook price edit SAF-TEAM --reclaim capped:20 --must-match-email yes";

/// Change a price for later sales; what was sold stays as it was sold.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The price.
    #[arg(value_name = "CODE|ID")]
    price: String,
    /// A new title.
    #[arg(long, value_name = "TITLE", value_parser = title)]
    title: Option<Title>,
    /// What one unit costs, in the tenant's currency.
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    amount: Option<String>,
    /// How long the access lasts: `30 days`, `12 months`, `2026-01-01..2026-06-30` or `unlimited`.
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    duration: Option<AccessDuration>,
    /// What the duration counts from.
    #[arg(long, value_name = "ANCHOR")]
    anchor: Option<TypedAnchor>,
    /// Whether two or more units become seats with registration codes.
    #[arg(long, value_name = "YES|NO", hide_possible_values = true)]
    registration_codes: Option<YesNo>,
    #[command(flatten)]
    seats: SeatOptions,
    /// The groups the buyer is put into, in place of those there are.
    #[arg(long = "adds-to-group", value_name = "CODE|ID")]
    adds_to_groups: Vec<String>,
    /// Put the buyer into no group.
    #[arg(long, conflicts_with = "adds_to_groups")]
    adds_to_no_group: bool,
    /// The groups whose members may buy it, in place of those there are.
    #[arg(long = "reserved-to-group", value_name = "CODE|ID")]
    reserved_to_groups: Vec<String>,
    /// Let everybody buy it.
    #[arg(long, conflicts_with = "reserved_to_groups")]
    reserved_to_no_group: bool,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let wanted = |groups: Vec<String>, is_none: bool| (is_none || !groups.is_empty()).then_some(groups);
    let command = PriceEdit {
        title: args.title,
        unit_price: match &args.amount {
            Some(typed) => Some(amount(typed, session).await?),
            None => None,
        },
        duration: args.duration,
        anchor: args.anchor.map(Into::into),
        makes_registration_codes: args.registration_codes.map(bool::from),
        seats: args.seats.into(),
        adds_to_groups: wanted(args.adds_to_groups, args.adds_to_no_group),
        reserved_to_groups: wanted(args.reserved_to_groups, args.reserved_to_no_group),
    };
    let change = edit_price(&session.desk(), &args.price, command).await?;
    changed(session, &format!("price {}", args.price), &change)
}
