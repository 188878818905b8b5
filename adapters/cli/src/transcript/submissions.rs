//! `rollbook transcript submissions`.

use rollbook_application::transcript::list_submissions;
use rollbook_domain::port::{CustomerKey, Page};

use super::submission_view::{COLUMNS, view};
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook transcript submissions --customer emmy@example.org --item ALG-FINAL
  rollbook transcript submissions --customer emmy@example.org \\
      --item ALG-FINAL --output csv";

/// List a learner's submissions to a quiz, oldest first, those taken out among them.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The learner: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The quiz.
    #[arg(long, value_name = "CODE|ID")]
    item: String,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let submissions = list_submissions(&session.desk(), &args.customer, &args.item).await?;
    let items = submissions.iter().map(|submission| view(submission, &args.item)).collect();
    session.list(COLUMNS, Page { items, next: None }).await
}
