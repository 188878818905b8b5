//! `rollbook customer show`.

use rollbook_application::catalogue::read_catalogue;
use rollbook_application::customer::get_customer;
use rollbook_application::group::list_groups;
use rollbook_domain::port::CustomerKey;

use super::overview::overview;
use super::view::view;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer show ada@example.org
  rollbook customer show cus_01jgyxhdd8e5nv9vqaq0n05xth --output json";

/// Show a customer: details, groups, orders, access and enrollments.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let record = get_customer(&desk, &args.customer).await?;
    let groups = list_groups(&desk).await?;
    let catalogue = read_catalogue(&desk).await?;
    let zone = session.zone().await?;
    let view = view(&record, &groups, &catalogue, session.now());
    session.one(&view, || overview(&view, zone))
}
