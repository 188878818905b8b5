//! What a recipient sees before taking a seat (INV-02, Q-03, N37).

use rollbook_domain::access::AccessWindow;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::Vault;
use rollbook_domain::seat::{ClaimBy, ClaimRefused, may_claim};
use rollbook_domain::time::Instant;

use super::Opener;
use super::find::offer;
use super::opener::seat_opened_by;
use super::words::{person, product_title};
use crate::{Desk, Failure};

/// A seat as somebody sees it who has a link or a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SeatPreview {
    /// It can be taken.
    Open(Box<OpenSeat>),
    /// It cannot; nothing else is told about it.
    Closed(ClaimRefused),
}

/// A seat that can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSeat {
    /// The product's title.
    pub product: String,
    /// The buyer's first and last name; `None` once erased.
    pub buyer: Option<String>,
    /// The window, where it can be named before the seat is taken.
    pub window: Option<AccessWindow>,
    /// The window in words: what is left of how much.
    pub window_in_words: String,
    /// The first instant at which the invitation is over; `None` for a code, which has no end of its own.
    pub expires_at: Option<Instant>,
    /// Whether only the address that was invited may accept.
    pub must_match_email: bool,
}

/// Says what a link or a code would open, and changes nothing however often it is asked.
///
/// # Errors
/// [`ClaimRefused`] for what is no link and no code, and for one that nothing belongs to; [`Failure::Vault`].
pub async fn preview_seat(
    desk: &Desk<'_>,
    vault: &dyn Vault,
    opener: Opener<'_>,
) -> Result<SeatPreview, Failure> {
    let settings = desk.tenant().await?.settings;
    let (now, zone) = (desk.now(), &settings.time_zone);
    let (row, by) = seat_opened_by(desk, vault, opener).await?;
    if let Err(refused) = may_claim(offer(&row), row.buyer.status, by, now, zone) {
        return Ok(SeatPreview::Closed(refused));
    }
    let invitation = match by {
        ClaimBy::Link(link) => row.seat.invitations.iter().find(|known| known.is_newest_link(&link)),
        ClaimBy::Code => None,
    };
    let policy = row.pool.terms.policy.invitations;
    Ok(SeatPreview::Open(Box::new(OpenSeat {
        product: product_title(&desk.store.catalogue().await?, row.pool.product),
        buyer: person(row.buyer.profile.as_ref().map(Personal::reveal)),
        window: row.pool.terms.known_window(zone),
        window_in_words: row.pool.terms.window_in_words(now, zone),
        expires_at: invitation.map(|invitation| invitation.expires_at),
        must_match_email: policy.must_match_email && invitation.is_some(),
    })))
}
