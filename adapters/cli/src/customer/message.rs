//! `rollbook customer message`.

use rollbook_application::customer::{expired_message, get_customer};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::Moment;
use serde::Serialize;

use crate::values::{customer_key, moment};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer message grace@example.org
  rollbook customer message grace@example.org --at 2027-01-01

The words are those of the product, else of the settings expired_message and
expired_message_many, else built in.";

/// Show what a customer is told after signing in when every course of theirs has expired.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The day or instant asked about, past or to come [default: now].
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    at: Option<Moment>,
}

#[derive(Serialize)]
struct Told {
    id: CustomerId,
    message: Option<String>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let at = session.instant(args.at).await?;
    let id = get_customer(&desk, &args.customer).await?.customer.id;
    let told = Told { id, message: expired_message(&desk, &args.customer, at).await? };
    session.one(&told, || told.message.clone().unwrap_or_else(|| "(nothing)".to_owned()))
}
