//! `rollbook customer impersonate` and `rollbook customer end-impersonation`.

use rollbook_application::impersonation::{end_impersonation, start_impersonation};
use rollbook_domain::id::{CustomerId, ImpersonationId};
use rollbook_domain::impersonation::LONGEST_MINUTES;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;
use rollbook_domain::time::Instant;
use serde::Serialize;

use crate::changed::became;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer impersonate --customer ada@example.org \\
      --reason \"cannot open the quiz\"

Give the id that is printed to other commands with --impersonation. Passwords, orders, erasing and all
that is an administrator's act are barred under it; an Inactive or Locked customer can only be looked at.";

/// Act as a customer for half an hour, on the record.
///
/// That it began, by whom and why, is written before anything is done under it, and every event says which impersonation
/// it happened under.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Who: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// Why; it goes into the customer's activity.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Note,
}

#[derive(Serialize)]
struct Begun {
    id: ImpersonationId,
    customer: CustomerId,
    started_at: Instant,
    ends_at: Instant,
}

pub(super) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    // Whoever reaches the database by the command line has every right there is.
    let begun = start_impersonation(&session.desk(), &args.customer, true, args.reason).await?;
    let (id, customer) = (begun.id, begun.customer);
    let begun = Begun { id, customer, started_at: begun.stamp.recorded_at, ends_at: begun.ends_at };
    session.one(&begun, || {
        format!("acting as {customer} for {LONGEST_MINUTES} minutes at most: give --impersonation {id}")
    })
}

const END_EXAMPLES: &str = "\
Examples:
  id=$(rollbook customer impersonate --customer ada@example.org \\
      --reason \"cannot open the quiz\" --output json | grep -o \"imps_[0-9a-z]*\")
      rollbook customer edit ada@example.org --last-name A --impersonation $id
      rollbook customer end-impersonation $id";

/// End an impersonation before its time.
#[derive(Debug, clap::Args)]
#[command(after_help = END_EXAMPLES)]
pub(crate) struct EndArgs {
    /// Which, as `customer impersonate` printed it.
    #[arg(value_name = "ID", value_parser = ImpersonationId::parse)]
    id: ImpersonationId,
}

pub(super) async fn end(args: EndArgs, session: &Session) -> Result<(), CliError> {
    let change = end_impersonation(&session.desk(), args.id).await?;
    became(session, "the impersonation", "ended", &change)
}
