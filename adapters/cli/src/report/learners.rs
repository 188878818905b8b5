//! `rollbook report learners`.

use rollbook_application::report::Whose;
use rollbook_domain::port::CustomerKey;

use super::options::LearnerOptions;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report learners --administrator office@acme.example
  rollbook report learners --administrator office@acme.example --state expired \\
      --output csv";

/// List the learners that a client administrator answers for: everybody in their organizations and below, without those
/// who were unenrolled.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The client administrator: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    administrator: CustomerKey,
    #[command(flatten)]
    learners: LearnerOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    args.learners.print(Whose::ClientAdministrator(args.administrator), session).await
}
