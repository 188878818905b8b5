//! `rollbook order assign`.

use rollbook_application::order::{AssignCommand, assign_product};
use rollbook_domain::access::Dates;
use rollbook_domain::id::{CustomerId, GrantId, OrderId};
use rollbook_domain::money::Money;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;
use serde::Serialize;

use super::mail_options::MailOptions;
use crate::values::{customer_key, moment, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook order assign --customer ada@example.org --product SCIENCE \\
      --price SCI-FOREVER
  rollbook order assign --customer ada@example.org --product ALGEBRA \\
      --price ALG-MONTH --order-date 2026-01-15 --ends 2026-06-30 \\
      --reason \"replaces a lost voucher\"
  rollbook order assign --customer emmy@example.org --product SAFETY \\
      --price SAF-14 --sales-order SO-2041";

/// Assign a product by a completed order that costs nothing; its access opens at once.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The product.
    #[arg(long, value_name = "CODE|ID")]
    product: String,
    /// One of its prices, which says how long the access lasts; needed where it has several.
    #[arg(long, value_name = "CODE|ID")]
    price: Option<String>,
    /// The order's date, which the access counts from [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    order_date: Option<Moment>,
    /// When the access starts, in place of what the price says.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    starts: Option<Moment>,
    /// When the access ends, in place of what the price says; a date means through that day.
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    ends: Option<Moment>,
    /// What it costs in this order, in the tenant's currency [default: nothing].
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    cost: Option<String>,
    /// Give it under this sales order: the access ends with that, unless an end is typed.
    #[arg(long, value_name = "NUMBER|ID")]
    sales_order: Option<String>,
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
    grant: GrantId,
    outcome: &'static str,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let currency = session.settings().await?.currency;
    let cost = args.cost.map(|typed| Money::parse(&typed, currency)).transpose();
    let command = AssignCommand {
        product: args.product,
        price: args.price,
        ordered: args.order_date,
        dates: Dates { starts: args.starts, ends: args.ends },
        cost: cost.map_err(|error| CliError::usage(format!("--cost: {error}")))?,
        sales_order: args.sales_order,
        mail: args.mail.into(),
        reason: args.reason,
    };
    let assigned = assign_product(&session.desk(), &args.customer, &command).await?;
    if assigned.is_over {
        session
            .warn(&format!("the dates of access grant {} have passed, so it opens nothing", assigned.grant));
    }
    let (id, grant) = (assigned.order, assigned.grant);
    let done = Done { id, customer: assigned.customer, grant, outcome: "applied" };
    session.one(&done, || format!("assigned product {} by order {id}: access {grant}", command.product))
}
