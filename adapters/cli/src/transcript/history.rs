//! `rollbook transcript history`.

use rollbook_application::transcript::transcript_history;
use rollbook_domain::port::CustomerKey;

use crate::customer::activity::tell;
use crate::values::{PageOptions, customer_key};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript history --customer ada@example.org
  rollbook transcript history --customer ada@example.org --oldest-first --all \\
      --output json";

/// Show every entry ever made on a customer's transcript, the newest first.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Whose transcript: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The oldest first.
    #[arg(long)]
    oldest_first: bool,
    #[command(flatten)]
    page: PageOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let (desk, customer) = (&session.desk(), &args.customer);
    let read = async |request| transcript_history(desk, customer, !args.oldest_first, &request).await;
    tell(args.page.read(session.form(), read).await?, session).await
}
