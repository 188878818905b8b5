//! `rollbook sales-order link`.

use rollbook_application::enrollment::{BulkEdit, Whom, edit_enrollments};
use rollbook_application::sales_order::get_sales_order;
use rollbook_domain::enrollment::{EnrollmentEdit, LinkEnd};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;

use crate::enrollment::{TypedState, tell};
use crate::values::{customer_key, moment, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook sales-order link --course SAFETY --group acme \\
      --number SO-2041 --dry-run
  rollbook sales-order link --course SAFETY --customer konrad@example.org \\
      --number SO-2041 --ends 2028-06-30

Without --customer, --group and --state everybody is linked who was ever given access to the course. Inactive
customers are skipped. A typed end goes on deciding before the sales order; --ends types one with the link, and
--follow takes it away. Who follows a sales order that is over has expired; a warning says so, with --dry-run too.";

/// Let enrollments in a course follow a sales order: they end when it does.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The sales order.
    #[arg(long, value_name = "NUMBER|ID")]
    number: String,
    #[command(flatten)]
    whom: WhomArgs,
    /// Type an end together with the link; it wins over the sales order's.
    #[arg(long, value_name = "MOMENT", value_parser = moment, conflicts_with = "follow")]
    ends: Option<Moment>,
    /// Take a typed end away, so that the sales order decides.
    #[arg(long)]
    follow: bool,
}

/// Whose enrollments, why, and whether only to look.
#[derive(Debug, clap::Args)]
pub(super) struct WhomArgs {
    /// The course.
    #[arg(long, value_name = "CODE|ID")]
    course: String,
    /// A customer: email, id or code; may be given many times.
    #[arg(long = "customer", value_name = "EMAIL|ID", value_parser = customer_key, num_args = 1.., conflicts_with = "group")]
    customers: Vec<CustomerKey>,
    /// Only members of this group.
    #[arg(long, value_name = "CODE|ID")]
    group: Option<String>,
    /// Only enrollments in this state.
    #[arg(long, value_name = "STATE")]
    state: Option<TypedState>,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    /// Show what would change and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// The number of changes, needed for more than the setting `guard_threshold` lets pass.
    #[arg(long, value_name = "COUNT")]
    confirm: Option<u64>,
}

impl WhomArgs {
    /// Edits, or only plans, and prints what came of it.
    pub(super) async fn run(self, edit: EnrollmentEdit, session: &Session) -> Result<(), CliError> {
        let command = BulkEdit {
            course: self.course,
            whom: match self.group {
                Some(group) => Whom::Group(group),
                None if self.customers.is_empty() => Whom::Everybody,
                None => Whom::Customers(self.customers),
            },
            state: self.state.map(Into::into),
            edit,
            from: None,
            reason: self.reason,
            is_dry_run: self.dry_run,
            confirmed: self.confirm,
        };
        tell(&edit_enrollments(&session.desk(), &command).await?, session)
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let sales_order = get_sales_order(&session.desk(), &args.number).await?.id;
    let end = match args.ends {
        Some(ends) => LinkEnd::At(ends.ends_at(session.zone().await?)),
        None if args.follow => LinkEnd::Follow,
        None => LinkEnd::Keep,
    };
    args.whom.run(EnrollmentEdit::Link { sales_order, end }, session).await
}
