//! A seat as its buyer may see it.

use rollbook_domain::access::AccessWindow;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{InvitationId, OrderId, ProductId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::SeatRow;
use rollbook_domain::seat::{Channel, ClaimWay, Invitation, InvitationState, SeatState};
use rollbook_domain::time::Instant;

/// A seat as its buyer may see it: of its holder, the address the seat was claimed with and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatView {
    /// The seat.
    pub seat: SeatId,
    /// The order.
    pub order: OrderId,
    /// The order's line.
    pub line: u32,
    /// The number within the line.
    pub number: u32,
    /// The product.
    pub product: ProductId,
    /// What it comes to at the instant asked for.
    pub state: SeatState,
    /// The address that its holder claimed it with, while somebody holds it.
    pub holder: Option<Personal<EmailAddress>>,
    /// How its holder came to it.
    pub way: Option<ClaimWay>,
    /// Since when.
    pub claimed_at: Option<Instant>,
    /// The holder's window as it is now.
    pub window: Option<AccessWindow>,
    /// Every invitation to it, in the order written.
    pub invitations: Vec<InvitationView>,
}

/// An invitation as the buyer may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    /// The invitation.
    pub invitation: InvitationId,
    /// Who was invited, where that is known.
    pub address: Option<Personal<EmailAddress>>,
    /// How.
    pub channel: Channel,
    /// What it comes to at the instant asked for.
    pub state: InvitationState,
    /// When it was made.
    pub invited_at: Instant,
    /// The first instant at which it is over.
    pub expires_at: Instant,
}

impl SeatView {
    /// The seat as it is at `now`.
    pub fn at(row: &SeatRow, now: Instant) -> Self {
        let seat = &row.seat;
        let state = seat.state_at(now);
        let claim = seat.claim().filter(|_| state == SeatState::Claimed);
        let holder = row.holder.as_ref().filter(|_| claim.is_some());
        Self {
            seat: seat.id,
            order: seat.order,
            line: seat.line,
            number: seat.number,
            product: row.pool.product,
            state,
            holder: claim.and_then(|claim| claim.address.clone()),
            way: claim.map(|claim| claim.way),
            claimed_at: claim.map(|claim| claim.stamp.effective_at),
            window: holder.map(|holder| holder.grant.window),
            invitations: seat.invitations.iter().map(|invitation| view(invitation, now)).collect(),
        }
    }
}

fn view(invitation: &Invitation, now: Instant) -> InvitationView {
    InvitationView {
        invitation: invitation.id,
        address: invitation.address.clone(),
        channel: invitation.channel,
        state: invitation.state_at(now),
        invited_at: invitation.stamp.effective_at,
        expires_at: invitation.expires_at,
    }
}
