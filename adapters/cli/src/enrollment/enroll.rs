//! `rollbook enrollment enroll`.

use rollbook_application::sales_order::get_sales_order;
use rollbook_domain::enrollment::EnrollmentEdit;
use rollbook_domain::time::Moment;

use super::bulk::Bulk;
use crate::values::moment;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook enrollment enroll --course ALGEBRA --customer grace@example.org \\
      --reason \"came back to the team\"
  rollbook enrollment enroll --course SAFETY --group acme --on 2026-06-30 \\
      --dry-run
  rollbook enrollment enroll --course SAFETY --customer ernest@example.org \\
      --sales-order SO-2041";

/// Bring unenrolled learners back into a course; what they did before is as they left it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    bulk: Bulk,
    /// From this day or instant on [default: now].
    #[arg(long, alias = "at", value_name = "MOMENT", value_parser = moment)]
    on: Option<Moment>,
    /// Let what comes back follow this sales order: access ends with that.
    #[arg(long, value_name = "NUMBER|ID")]
    sales_order: Option<String>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let edit = match &args.sales_order {
        None => EnrollmentEdit::Enroll,
        Some(key) => {
            EnrollmentEdit::EnrollUnder { sales_order: get_sales_order(&session.desk(), key).await?.id }
        }
    };
    args.bulk.run(edit, args.on, session).await
}
