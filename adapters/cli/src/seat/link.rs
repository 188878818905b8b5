//! `rollbook seat link`.

use rollbook_application::seat::make_seat_link;
use rollbook_domain::id::{InvitationId, SeatId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::{Instant, end_in_words};
use serde::Serialize;

use super::find::customer_id;
use super::source::seat_id;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat link --seat seat_01jtj9qryvevarzxp12eysenya
  rollbook seat link --seat seat_01jtj9qryvevarzxp12eysenya \\
      --buyer office@acme.example

The link is shown once and kept nowhere: whoever has it can take the seat. Links made or mailed before stay as
they are, and the first to accept takes the seat.";

/// Make a link to a seat, to be handed over by the buyer instead of mailed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The seat, available or pending.
    #[arg(long, value_name = "ID", value_parser = seat_id)]
    seat: SeatId,
    /// Whose seat it must be: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: Option<CustomerKey>,
}

#[derive(Serialize)]
struct Made {
    seat: SeatId,
    invitation: InvitationId,
    link: String,
    expires_at: Instant,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let viewer = match &args.buyer {
        Some(key) => Some(customer_id(key, session).await?),
        None => None,
    };
    let new = make_seat_link(&session.desk(), &*session.vault()?, args.seat, viewer).await?;
    let made =
        Made { seat: new.seat, invitation: new.invitation, link: new.url(), expires_at: new.expires_at };
    session.one(&made, || made.link.clone())?;
    let end = end_in_words(Some(new.expires_at), session.zone().await?);
    session.done(&format!("The link is shown this once and works {end}; whoever has it can take the seat."));
    Ok(())
}
