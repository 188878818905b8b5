//! `rollbook seat preview`.

use rollbook_application::seat::{OpenSeat, SeatPreview, preview_seat};
use rollbook_domain::access::AccessWindow;
use rollbook_domain::refusal::Refusal;
use rollbook_domain::rule::RuleId;
use rollbook_domain::seat::ClaimRefused;
use rollbook_domain::time::{Instant, Zone, in_words};
use serde::Serialize;

use super::opener::OpenerArgs;
use crate::page::Page;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook seat link --seat seat_01jtj9qryvevarzxp12eysenya --output table |
      rollbook seat preview --link -

Looking changes nothing, however often it is done. A link or code that is dead says why and nothing else.";

/// Show what a link or a registration code opens, as its recipient sees it before taking the seat.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    opener: OpenerArgs,
}

#[derive(Default, Serialize)]
struct View {
    state: &'static str,
    product: Option<String>,
    buyer: Option<String>,
    window: Option<AccessWindow>,
    window_in_words: Option<String>,
    expires_at: Option<Instant>,
    must_match_email: Option<bool>,
    reason: Option<String>,
    rules: &'static [RuleId],
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let typed = args.opener.read(session)?;
    let preview = preview_seat(&session.desk(), &*session.vault()?, typed.opener()).await?;
    let view = match preview {
        SeatPreview::Open(seat) => open(*seat),
        SeatPreview::Closed(refused) => closed(&refused),
    };
    let zone = session.zone().await?;
    session.one(&view, || page(&view, zone))
}

fn open(seat: OpenSeat) -> View {
    View {
        state: "open",
        product: Some(seat.product),
        buyer: seat.buyer,
        window: seat.window,
        window_in_words: Some(seat.window_in_words),
        expires_at: seat.expires_at,
        must_match_email: Some(seat.must_match_email),
        ..View::default()
    }
}

fn closed(refused: &ClaimRefused) -> View {
    let (reason, rules) = (Some(refused.to_string()), refused.rules());
    View { state: refused.word(), reason, rules, ..View::default() }
}

fn page(view: &View, zone: &Zone) -> String {
    let Some(product) = &view.product else {
        return view.reason.clone().unwrap_or_default();
    };
    let mut page = Page::new(product);
    let mut facts = vec![
        ("From", view.buyer.clone().unwrap_or_else(|| "somebody whose data was erased".to_owned())),
        ("Access", view.window_in_words.clone().unwrap_or_default()),
    ];
    facts.extend(view.expires_at.map(|end| ("Open until", in_words(end, zone))));
    if view.must_match_email == Some(true) {
        facts.push(("For", "the invited email address only".to_owned()));
    }
    page.facts(facts);
    page.into_text()
}
