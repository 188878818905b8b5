use std::collections::HashMap;

use rollbook_domain::id::{InvitationId, SeatId};
use rollbook_domain::seat::{Invitation, InvitationLink, Renewal, Seat};
use rollbook_domain::secret::LinkHash;
use rollbook_domain::text::Note;

use super::Stamps;
use super::seats::{of_seats, rows};
use crate::failure::Outcome;
use crate::store::Tables;

/// The invitations to seats, in the order written and without their links.
pub(super) fn invitations(
    tables: &Tables<'_>,
    ids: &str,
    stamps: &Stamps<'_, SeatId>,
) -> Outcome<Vec<(SeatId, Invitation)>> {
    let sql = of_seats!(
        "seat_id, id, channel, address, address_key, text, expires_at, position, effective_at, commit_no, ended, \
         ended_position, ended_effective_at, ended_commit_no",
        "invitations",
        "seat_id, position"
    );
    rows(tables, ids, sql, "invitations", |cells| {
        let seat = cells.id("seat_id")?;
        let (id, channel) = (cells.id("id")?, cells.word("channel")?);
        let address = cells.optional_address(["address", "address_key"])?;
        let text = cells.optional_parsed("text", Note::parse)?;
        let expires_at = cells.instant("expires_at")?;
        let stamp = stamps.read(seat, cells)?;
        let ended = cells.optional_word("ended")?;
        let ended_at = ["ended_position", "ended_effective_at", "ended_commit_no"];
        let end = ended.zip(stamps.read_optional(seat, cells, ended_at)?);
        let (links, renewals) = (Vec::new(), Vec::new());
        Ok((seat, Invitation { id, channel, address, text, links, renewals, expires_at, end, stamp }))
    })
}

/// Puts the links into the invitations of the seats.
pub(super) fn links(
    tables: &Tables<'_>,
    ids: &str,
    stamps: &Stamps<'_, SeatId>,
    seats: &mut HashMap<SeatId, Seat>,
) -> Outcome<()> {
    let sql = of_seats!(
        "seat_id, invitation_id, hash, renewal, position, effective_at, commit_no",
        "invitation_links",
        "seat_id, position"
    );
    let links = rows(tables, ids, sql, "invitation_links", |cells| {
        let seat = cells.id("seat_id")?;
        let invitation: InvitationId = cells.id("invitation_id")?;
        let hash = LinkHash::from_stored(cells.hash("hash")?);
        let renewal: Option<Renewal> = cells.optional_word("renewal")?;
        Ok((seat, invitation, renewal, InvitationLink { hash, stamp: stamps.read(seat, cells)? }))
    })?;
    for (seat, invitation, renewal, link) in links {
        let invitations = seats.get_mut(&seat).map(|seat| &mut seat.invitations);
        if let Some(known) =
            invitations.and_then(|known| known.iter_mut().find(|known| known.id == invitation))
        {
            known.links.push(link);
            known.renewals.extend(renewal);
        }
    }
    Ok(())
}
