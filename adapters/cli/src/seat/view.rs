//! A seat, as printed.

use rollbook_application::seat::{InvitationView, SeatView};
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{InvitationId, OrderId, ProductId, SeatId};
use rollbook_domain::personal::Personal;
use rollbook_domain::seat::{Channel, ClaimWay, InvitationState, SeatState};
use rollbook_domain::time::{Instant, Zone, end_in_words, in_words};
use serde::Serialize;

use crate::Column;

/// One seat, as its buyer may see it.
#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "the fields are the keys of the JSON")]
pub(super) struct Line {
    pub(super) seat: SeatId,
    pub(super) order: OrderId,
    pub(super) line: u32,
    pub(super) number: u32,
    pub(super) product: String,
    pub(super) state: SeatState,
    pub(super) holder: Option<String>,
    pub(super) way: Option<ClaimWay>,
    pub(super) claimed_at: Option<Instant>,
    pub(super) starts_at: Option<Instant>,
    pub(super) ends_at: Option<Instant>,
    pub(super) invitations: Vec<InvitationLine>,
}

/// One invitation.
#[derive(Serialize)]
pub(super) struct InvitationLine {
    pub(super) invitation: InvitationId,
    pub(super) address: Option<String>,
    pub(super) state: InvitationState,
    pub(super) channel: Channel,
    pub(super) invited_at: Instant,
    pub(super) expires_at: Instant,
}

/// The columns of a list of seats.
pub(super) const COLUMNS: &[Column<Line>] = &[
    Column::new("seat", "SEAT", |line, _| line.seat.to_string()),
    Column::data("order"),
    Column::data("line"),
    Column::new("number", "NUMBER", |line, _| line.number.to_string()),
    Column::new("product", "PRODUCT", |line, _| line.product.clone()),
    Column::new("state", "STATE", |line, _| line.state.to_string()),
    Column::new("holder", "HOLDER", |line, _| line.holder.clone().unwrap_or_default()),
    Column::new("way", "BY", |line, _| line.way.map(|way| way.to_string()).unwrap_or_default()),
    Column::new("claimed_at", "SINCE", |line, zone| said(line.claimed_at, zone)),
    Column::data("starts_at"),
    Column::new("ends_at", "ACCESS", access),
    Column::new("invitations", "INVITED", |line, _| invited(line)),
];

/// Turns a seat into what is printed, with the product's code.
pub(super) fn line(view: &SeatView, catalogue: &Catalogue) -> Line {
    Line {
        seat: view.seat,
        order: view.order,
        line: view.line,
        number: view.number,
        product: product_code(catalogue, view.product),
        state: view.state,
        holder: view.holder.as_ref().map(shown),
        way: view.way,
        claimed_at: view.claimed_at,
        starts_at: view.window.map(|window| window.starts_at()),
        ends_at: view.window.and_then(|window| window.ends_at()),
        invitations: view.invitations.iter().map(invitation).collect(),
    }
}

/// The product's code, or its id where it is gone.
pub(crate) fn product_code(catalogue: &Catalogue, product: ProductId) -> String {
    catalogue.product(product).map_or_else(|| product.to_string(), |product| product.code.to_string())
}

/// An address as it was typed.
pub(super) fn shown(address: &Personal<EmailAddress>) -> String {
    address.reveal().as_typed().to_owned()
}

fn invitation(view: &InvitationView) -> InvitationLine {
    InvitationLine {
        invitation: view.invitation,
        address: view.address.as_ref().map(shown),
        state: view.state,
        channel: view.channel,
        invited_at: view.invited_at,
        expires_at: view.expires_at,
    }
}

fn said(at: Option<Instant>, zone: &Zone) -> String {
    at.map(|at| in_words(at, zone)).unwrap_or_default()
}

/// Without a holder there is no window, which is not the same as one without end.
pub(super) fn access(line: &Line, zone: &Zone) -> String {
    if line.starts_at.is_none() { String::new() } else { end_in_words(line.ends_at, zone) }
}

/// Who may still accept.
fn invited(line: &Line) -> String {
    let open = line.invitations.iter().filter(|invitation| invitation.state == InvitationState::Open);
    let names = open.map(|invitation| invitation.address.clone().unwrap_or_else(|| "(by link)".to_owned()));
    names.collect::<Vec<_>>().join(", ")
}
