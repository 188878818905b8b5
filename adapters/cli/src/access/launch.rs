//! `rollbook access launch`.

use rollbook_application::access::launch_access;
use rollbook_domain::id::GrantId;
use rollbook_domain::port::CustomerKey;

use super::{grant_id, window_now};
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook access launch acc_01jgyxhdhfewkawk61tzsvv0yh \\
      --customer dorothy@example.org";

/// Record the first launch under a grant whose duration counts from it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The grant.
    #[arg(value_name = "ID", value_parser = grant_id)]
    grant: GrantId,
    /// Whose grant it is: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let change = launch_access(&session.desk(), &args.customer, args.grant).await?;
    window_now::tell(&args.customer, &change, session).await
}
