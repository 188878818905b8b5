//! `rollbook seat history`.

use rollbook_application::seat::get_seat;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CustomerId, InvitationId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::CustomerKey;
use rollbook_domain::seat::{Channel, Chapter, ClaimWay, Happening, Renewal, VoidCause};
use rollbook_domain::time::{Instant, in_words};
use serde::Serialize;

use super::find::customer_id;
use super::source::seat_id;
use super::view::shown;
use crate::values::{PageOptions, customer_key};
use crate::{CliError, Column, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat history seat_01jtj9qrypfwmrtkcx29b093m7
  rollbook seat history seat_01jtj9qrypfwmrtkcx29b093m7 \\
      --buyer office@acme.example --output csv";

/// Show the life story of a seat: bought, invited, claimed, taken back and so on.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The seat.
    #[arg(value_name = "ID", value_parser = seat_id)]
    seat: SeatId,
    /// Look with this buyer's eyes: seats of others are not there.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: Option<CustomerKey>,
    #[command(flatten)]
    page: PageOptions,
}

#[derive(Serialize)]
struct Line {
    at: Instant,
    recorded_at: Instant,
    actor: String,
    what: &'static str,
    address: Option<String>,
    invitation: Option<InvitationId>,
    channel: Option<Channel>,
    way: Option<ClaimWay>,
    cause: Option<VoidCause>,
    to: Option<CustomerId>,
    reason: Option<String>,
}

const COLUMNS: &[Column<Line>] = &[
    Column::new("at", "WHEN", |line, zone| in_words(line.at, zone)),
    Column::data("recorded_at"),
    Column::new("what", "WHAT", |line, _| words(line)),
    Column::new("address", "WHO", |line, _| line.address.clone().unwrap_or_default()),
    Column::data("invitation"),
    Column::data("channel"),
    Column::data("way"),
    Column::data("cause"),
    Column::data("to"),
    Column::new("actor", "BY", |line, _| line.actor.clone()),
    Column::new("reason", "REASON", |line, _| line.reason.clone().unwrap_or_default()),
];

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let viewer = match &args.buyer {
        Some(key) => Some(customer_id(key, session).await?),
        None => None,
    };
    let row = get_seat(&session.desk(), args.seat, viewer).await?;
    let lines = row.seat.story().iter().map(line).collect();
    session.list(COLUMNS, args.page.cut(session.form(), lines)?).await
}

fn line(chapter: &Chapter<'_>) -> Line {
    let address = |address: &Option<Personal<EmailAddress>>| address.as_ref().map(shown);
    let mut line = Line {
        at: chapter.stamp.effective_at,
        recorded_at: chapter.stamp.recorded_at,
        actor: chapter.stamp.actor.to_string(),
        what: "",
        address: None,
        invitation: None,
        channel: None,
        way: None,
        cause: None,
        to: None,
        reason: chapter.stamp.note.as_ref().map(|note| note.as_str().to_owned()),
    };
    line.what = match &chapter.happening {
        Happening::Bought => "bought",
        Happening::Invited { invitation, channel, address: who } => {
            (line.invitation, line.channel, line.address) = (Some(*invitation), Some(*channel), address(who));
            "invited"
        }
        Happening::Renewed { invitation, renewal, address: who } => {
            (line.invitation, line.address) = (Some(*invitation), address(who));
            match renewal {
                Renewal::Resent => "invitation_resent",
                Renewal::Reminded => "reminded",
            }
        }
        Happening::Withdrawn { invitation, address: who } => {
            (line.invitation, line.address) = (Some(*invitation), address(who));
            "invitation_withdrawn"
        }
        Happening::Claimed { way, address: who } => {
            (line.way, line.address) = (Some(*way), address(who));
            "claimed"
        }
        Happening::Reclaimed { address: who } => {
            line.address = address(who);
            "reclaimed"
        }
        Happening::Voided(cause) => {
            line.cause = Some(*cause);
            "voided"
        }
        Happening::Reinstated => "reinstated",
        Happening::HandedOver { to } => {
            line.to = Some(*to);
            "handed_over"
        }
    };
    line
}

fn words(line: &Line) -> String {
    let what = line.what.replace('_', " ");
    match (line.way, line.cause, line.channel, line.to) {
        (Some(way), ..) => format!("{what} by {way}"),
        (_, Some(cause), ..) => format!("{what}: {cause}"),
        (.., Some(Channel::Link), _) => format!("{what} by link"),
        (.., Some(to)) => format!("{what} to {to}"),
        _ => what,
    }
}
