//! `rollbook seat withdraw`.

use rollbook_application::seat::withdraw_invitation;
use rollbook_domain::id::InvitationId;
use rollbook_domain::port::CustomerKey;

use super::find::customer_id;
use super::invitation::invitation_id;
use crate::changed::became;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat withdraw --invitation inv_01jtj9qtx1edna69nfa2asnfta

Other invitations to the same seat stay open; `rollbook seat reclaim` ends them all.";

/// Take one invitation back; its links are dead from then on.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The invitation.
    #[arg(long, value_name = "ID", value_parser = invitation_id)]
    invitation: InvitationId,
    /// Whose seat it must be to: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: Option<CustomerKey>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let viewer = match &args.buyer {
        Some(key) => Some(customer_id(key, session).await?),
        None => None,
    };
    let change = withdraw_invitation(&session.desk(), args.invitation, viewer).await?;
    became(session, "invitation", "withdrawn", &change)
}
