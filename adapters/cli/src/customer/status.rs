//! `rollbook customer status`.

use rollbook_application::customer::{as_typed, change_customer_status};
use rollbook_domain::customer::{Status, StatusWord};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use crate::changed::changed;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer status ada@example.org inactive --reason \"left the company\"
  rollbook customer status ada@example.org active";

/// Activate, deactivate or lock an account; what the customer holds stays.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The new status.
    #[arg(value_name = "STATUS")]
    status: TypedStatus,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

/// A status, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TypedStatus {
    /// The customer may sign in.
    Active,
    /// Switched off.
    Inactive,
    /// Stopped because of suspicious activity.
    Locked,
}

impl From<TypedStatus> for StatusWord {
    fn from(typed: TypedStatus) -> Self {
        match typed {
            TypedStatus::Active => Self::Active,
            TypedStatus::Inactive => Self::Inactive,
            TypedStatus::Locked => Self::Locked,
        }
    }
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let word = StatusWord::from(args.status);
    let to = match args.status {
        TypedStatus::Active => Status::Active,
        TypedStatus::Inactive => Status::Inactive,
        TypedStatus::Locked => Status::Locked { automatic: None },
    };
    let change = change_customer_status(&session.desk(), &args.customer, to, args.reason).await?;
    changed(session, &format!("customer {}, who is {word} now", as_typed(&args.customer)), &change)
}
