//! `rollbook access revoke`.

use rollbook_application::access::revoke_access;
use rollbook_domain::id::GrantId;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::text::Note;

use super::grant_id;
use crate::changed::became;
use crate::values::{customer_key, note};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook access revoke acc_01jgyxhdfse09vfbqswkdpqer8 \\
      --customer ada@example.org --reason \"assigned by mistake\"";

/// Take one access grant back for good; other grants of the product stay.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The grant.
    #[arg(value_name = "ID", value_parser = grant_id)]
    grant: GrantId,
    /// Whose grant it is: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// Why, for the activity log.
    #[arg(long, value_name = "TEXT", value_parser = note)]
    reason: Option<Note>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let change = revoke_access(&session.desk(), &args.customer, args.grant, args.reason).await?;
    became(session, "access grant", "revoked", &change)
}
