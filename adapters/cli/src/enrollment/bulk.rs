//! What every edit of many enrollments has in common: whom, why, and whether only to look.

use rollbook_application::enrollment::{BulkEdit, Whom, edit_enrollments};
use rollbook_domain::enrollment::EnrollmentEdit;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::Moment;

use super::tell::tell;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

/// The arguments.
#[derive(Debug, clap::Args)]
pub(super) struct Bulk {
    /// The course.
    #[arg(long, value_name = "CODE|ID")]
    course: String,
    #[command(flatten)]
    whom: TypedWhom,
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

#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
struct TypedWhom {
    /// A customer: email, id or code; may be given many times.
    #[arg(long = "customer", value_name = "EMAIL|ID", value_parser = customer_key, num_args = 1..)]
    customers: Vec<CustomerKey>,
    /// Every member of this group who is in the course.
    #[arg(long, value_name = "CODE|ID")]
    group: Option<String>,
}

impl Bulk {
    /// Edits, or only plans, and prints what came of it.
    pub(super) async fn run(
        self,
        edit: EnrollmentEdit,
        from: Option<Moment>,
        session: &Session,
    ) -> Result<(), CliError> {
        let command = BulkEdit {
            course: self.course,
            whom: match self.whom.group {
                Some(group) => Whom::Group(group),
                None => Whom::Customers(self.whom.customers),
            },
            state: None,
            edit,
            from,
            reason: self.reason,
            is_dry_run: self.dry_run,
            confirmed: self.confirm,
        };
        let report = edit_enrollments(&session.desk(), &command).await?;
        tell(&report, session)
    }
}
