//! `rollbook seat resend`.

use rollbook_application::seat::{ResendConfirmation, Resent, resend_confirmation, resend_invitation};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{InvitationId, MailId, SeatId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::{Instant, end_in_words};
use serde::Serialize;

use super::find::customer_id;
use super::invitation::invitation_id;
use crate::values::{customer_key, email};
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat resend --invitation inv_01jtj9qtx1edna69nfa2asnfta
  rollbook seat resend --holder ada@example.org --buyer office@acme.example \\
      --product SCIENCE

An invitation sent again has a new link and a new life, and keeps its seat; the link before answers that a newer
one was sent. With --holder the sign-in details go to the address the holder has now, with a link to set a
password where there is none yet.";

/// Send an invitation again, or the sign-in details of somebody who holds a seat.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["invitation", "holder"])))]
pub(crate) struct Args {
    /// The invitation, open or expired.
    #[arg(long, value_name = "ID", value_parser = invitation_id, conflicts_with = "product")]
    invitation: Option<InvitationId>,
    /// Whoever holds a seat, by the address it was claimed with.
    #[arg(long, value_name = "EMAIL", value_parser = email, requires_all = ["buyer", "product"])]
    holder: Option<EmailAddress>,
    /// Whose seat: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: Option<CustomerKey>,
    /// The product that the held seat opens.
    #[arg(long, value_name = "CODE|ID")]
    product: Option<String>,
    /// Let the mail wait until somebody releases it.
    #[arg(long)]
    hold_mail: bool,
}

#[derive(Serialize)]
struct InvitationSent {
    invitation: InvitationId,
    seat: SeatId,
    expires_at: Instant,
}

#[derive(Serialize)]
struct DetailsSent<'a> {
    seat: SeatId,
    holder: &'a str,
    mail: MailId,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    match (args.invitation, args.holder, args.buyer, args.product) {
        (Some(invitation), _, buyer, _) => {
            let viewer = match &buyer {
                Some(key) => Some(customer_id(key, session).await?),
                None => None,
            };
            let vault = session.vault()?;
            let resent =
                resend_invitation(&session.desk(), &*vault, invitation, viewer, args.hold_mail).await?;
            let Resent { invitation, seat, expires_at } = resent;
            let end = end_in_words(Some(expires_at), session.zone().await?);
            let sent = InvitationSent { invitation, seat, expires_at };
            session.one(&sent, || format!("sent invitation {invitation} again; it is open {end}"))
        }
        (None, Some(holder), Some(buyer), Some(product)) => {
            let command = ResendConfirmation { buyer, product, holder, holds_mail: args.hold_mail };
            let vault = session.vault()?;
            let sent = resend_confirmation(&session.desk(), &*vault, session.hasher(), &command).await?;
            let holder = sent.claimed_as.reveal().as_typed();
            let told = DetailsSent { seat: sent.seat, holder, mail: sent.mail };
            session.one(&told, || format!("sent the sign-in details of {holder} again ({})", sent.mail))
        }
        _ => Err(CliError::usage("--holder needs --buyer and --product")),
    }
}
