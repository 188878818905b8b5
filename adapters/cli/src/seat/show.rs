//! `rollbook seat show`.

use rollbook_application::catalogue::read_catalogue;
use rollbook_application::seat::{SeatView, get_seat, reveal_code};
use rollbook_domain::id::{CustomerId, SeatId};
use rollbook_domain::port::CustomerKey;
use rollbook_domain::time::{Zone, in_words};
use serde::Serialize;

use super::find::customer_id;
use super::source::seat_id;
use super::view::{Line, access, line};
use crate::page::Page;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat show seat_01jtj9qrypfwmrtkcx29b093m7
  rollbook seat show seat_01jtj9qrypfwmrtkcx29b093m7 --reveal-code
  rollbook seat show seat_01jtj9qrypfwmrtkcx29b093m7 --buyer office@acme.example";

/// Show a seat with its invitations.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The seat.
    #[arg(value_name = "ID", value_parser = seat_id)]
    seat: SeatId,
    /// Look with this buyer's eyes: seats of others are not there.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    buyer: Option<CustomerKey>,
    /// Show the registration code, which opens the seat to whoever knows it.
    #[arg(long)]
    reveal_code: bool,
}

#[derive(Serialize)]
struct View {
    #[serde(flatten)]
    line: Line,
    buyer: CustomerId,
    bought: u32,
    code: Option<String>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let desk = session.desk();
    let viewer = match &args.buyer {
        Some(key) => Some(customer_id(key, session).await?),
        None => None,
    };
    let row = get_seat(&desk, args.seat, viewer).await?;
    let code = if args.reveal_code { reveal_code(&row, &*session.vault()?)? } else { None };
    if args.reveal_code && code.is_none() {
        session.warn("the seat is void and has no registration code");
    }
    let catalogue = read_catalogue(&desk).await?;
    let view = View {
        line: line(&SeatView::at(&row, session.now()), &catalogue),
        buyer: row.seat.buyer,
        bought: row.pool.quantity,
        code: code.map(|code| code.shown()),
    };
    let zone = session.zone().await?;
    session.one(&view, || page(&view, zone))
}

fn page(view: &View, zone: &Zone) -> String {
    let seat = &view.line;
    let mut page = Page::new(&format!("{} is {}", seat.seat, seat.state));
    let mut facts = vec![
        ("product", seat.product.clone()),
        ("order", format!("{}, line {}", seat.order, seat.line)),
        ("number", format!("{} of {}", seat.number, view.bought)),
    ];
    if let Some(claimed_at) = seat.claimed_at {
        facts.push(("held by", seat.holder.clone().unwrap_or_else(|| "(erased)".to_owned())));
        facts.push(("since", in_words(claimed_at, zone)));
        facts.push(("access", access(seat, zone)));
    }
    if let Some(code) = &view.code {
        facts.push(("registration code", code.clone()));
    }
    page.facts(facts);
    let invitations = seat.invitations.iter().map(|invitation| {
        vec![
            invitation.invitation.to_string(),
            invitation.address.clone().unwrap_or_else(|| "(by link)".to_owned()),
            invitation.state.to_string(),
            format!("until {}", in_words(invitation.expires_at, zone)),
        ]
    });
    page.section("Invitations", invitations.collect());
    page.into_text()
}
