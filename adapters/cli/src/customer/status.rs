//! `rollbook customer status`.

use rollbook_application::customer::{as_typed, change_customer_status, send_unlock_link, unlock_by_link};
use rollbook_domain::customer::{Status, StatusWord};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use crate::changed::changed;
use crate::values::{customer_key, note, secret};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer status ada@example.org inactive --reason \"left the company\"
  rollbook customer status ada@example.org active";

/// Activate, deactivate or lock an account; what the customer holds stays.
///
/// An account that was locked automatically can be unlocked by its holder: with `--send-unlock` the customer is mailed a
/// link, and with `--unlock-link` it is used as the holder would use it, once and within a day.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group(clap::ArgGroup::new("act").required(true).args(["status", "send_unlock", "unlock_link"])))]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(value_name = "EMAIL|ID", value_parser = customer_key, required_unless_present = "unlock_link")]
    customer: Option<CustomerKey>,
    /// The new status.
    #[arg(value_name = "STATUS")]
    status: Option<TypedStatus>,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
    /// Mail the customer how to unlock the account.
    #[arg(long, conflicts_with = "reason")]
    send_unlock: bool,
    /// Unlock the account by this link from a mail; - reads it from the standard input.
    #[arg(long, value_name = "URL", value_parser = secret, conflicts_with_all = ["customer", "reason"])]
    unlock_link: Option<Personal<String>>,
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
    let desk = session.desk();
    if let Some(link) = &args.unlock_link {
        let change = unlock_by_link(&desk, session.read_unless_typed(link)?.reveal()).await?;
        return changed(session, "the customer whom the link was sent to, who is active now", &change);
    }
    let Some(customer) = &args.customer else {
        return Err(CliError::usage("name a customer, or give --unlock-link"));
    };
    let of = as_typed(customer);
    let Some(status) = args.status else {
        let change = send_unlock_link(&desk, &*session.vault()?, customer).await?;
        return changed(session, &format!("customer {of}, who is mailed how to unlock the account"), &change);
    };
    let to = match status {
        TypedStatus::Active => Status::Active,
        TypedStatus::Inactive => Status::Inactive,
        TypedStatus::Locked => Status::Locked { automatic: None },
    };
    let change = change_customer_status(&desk, customer, to, args.reason).await?;
    changed(session, &format!("customer {of}, who is {} now", StatusWord::from(status)), &change)
}
