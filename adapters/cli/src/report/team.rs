//! `rollbook report team`.

use rollbook_application::report::Whose;
use rollbook_domain::port::CustomerKey;

use super::options::LearnerOptions;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook report team --manager grace@example.org
  rollbook report team --manager grace@example.org --state expired --output csv";

/// List a manager's people by course, each with the state and when access ends: their own team and nobody else.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The manager: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    manager: CustomerKey,
    #[command(flatten)]
    learners: LearnerOptions,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    args.learners.print(Whose::Team(args.manager), session).await
}
