//! What became of seats: everything in their streams but the purchase, in one statement.

use std::collections::HashMap;

use rollbook_domain::id::{InvitationId, SeatId};
use rollbook_domain::seat::{Claim, HandOver, Invitation, InvitationLink, Renewal, Seat, Voiding};
use rollbook_domain::secret::LinkHash;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::Note;

use super::{Stamps, uuids};
use crate::failure::Outcome;
use crate::row::Cells;
use crate::tables::{Tables, binds};

/// What is told of seats that `$seats` names; every row has the same columns, whatever it tells. In order of the first
/// one, notes come before what carries them.
macro_rules! stories {
    ($seats:literal) => {
        concat!(
            "SELECT 1::int8 AS told, stream_id AS seat_id, note AS text, position, NULL::int8 AS effective_at, \
                 NULL::int8 AS commit_no, NULL::int8 AS ended_position, NULL::int8 AS ended_effective_at, \
                 NULL::int8 AS ended_commit_no, NULL::text AS ended, NULL::uuid AS first_id, \
                 NULL::uuid AS second_id, NULL::uuid AS third_id, NULL::text AS word, NULL::text AS address, \
                 NULL::text AS address_key, NULL::int8 AS expires_at, NULL::bytea AS hash \
             FROM event_notes WHERE tenant_no = $1 AND stream_kind = 'seat' AND stream_id ",
            $seats,
            " UNION ALL \
             SELECT 2, seat_id, text, position, effective_at, commit_no, ended_position, ended_effective_at, \
                 ended_commit_no, ended, id, NULL, NULL, channel, address, address_key, expires_at, NULL \
             FROM invitations WHERE tenant_no = $1 AND seat_id ",
            $seats,
            " UNION ALL \
             SELECT 3, seat_id, NULL, position, effective_at, commit_no, NULL, NULL, NULL, NULL, invitation_id, NULL, \
                 NULL, renewal, NULL, NULL, NULL, hash \
             FROM invitation_links WHERE tenant_no = $1 AND seat_id ",
            $seats,
            " UNION ALL \
             SELECT 4, seat_id, NULL, position, effective_at, commit_no, reclaimed_position, \
                 reclaimed_effective_at, reclaimed_commit_no, NULL, holder_id, grant_id, invitation_id, way, address, \
                 address_key, NULL, NULL \
             FROM seat_claims WHERE tenant_no = $1 AND seat_id ",
            $seats,
            " UNION ALL \
             SELECT 5, seat_id, NULL, position, effective_at, commit_no, reinstated_position, \
                 reinstated_effective_at, reinstated_commit_no, NULL, NULL, NULL, NULL, cause, NULL, NULL, NULL, NULL \
             FROM seat_voidings WHERE tenant_no = $1 AND seat_id ",
            $seats,
            " UNION ALL \
             SELECT 6, seat_id, NULL, position, effective_at, commit_no, NULL, NULL, NULL, NULL, from_id, to_id, NULL, \
                 NULL, NULL, NULL, NULL, NULL \
             FROM seat_hand_overs WHERE tenant_no = $1 AND seat_id ",
            $seats
        )
    };
}

pub(crate) use stories;

const STORIES: &str =
    concat!("SELECT * FROM (", stories!("= ANY($2)"), ") AS stories ORDER BY told, seat_id, position");

const NOTE: i64 = 1;
const INVITATION: i64 = 2;
const LINK: i64 = 3;
const CLAIM: i64 = 4;
const VOIDING: i64 = 5;
const HAND_OVER: i64 = 6;

/// Puts what became of them into seats as they were bought; those that nothing happened to are not asked for.
pub(crate) async fn tell(tables: &mut Tables, seats: &mut HashMap<SeatId, Seat>) -> Outcome<()> {
    let touched = seats.values().filter(|seat| seat.revision > Revision::new(1));
    let ids = uuids(touched.map(|seat| &seat.id));
    if ids.is_empty() {
        return Ok(());
    }
    let mut stamps = Stamps::without_notes();
    let binds = binds![tables.tenant_no, ids];
    tables.rows("seats", STORIES, binds, |cells| read_story(cells, &mut stamps, seats)).await?;
    Ok(())
}

/// Reads one thing that is told of a seat into it.
pub(crate) fn read_story(
    cells: &mut Cells<'_>,
    stamps: &mut Stamps<SeatId>,
    seats: &mut HashMap<SeatId, Seat>,
) -> Outcome<()> {
    let told = cells.integer("told")?;
    let id: SeatId = cells.id("seat_id")?;
    cells.turn_to(match told {
        NOTE => "event_notes",
        INVITATION => "invitations",
        LINK => "invitation_links",
        CLAIM => "seat_claims",
        VOIDING => "seat_voidings",
        _ => "seat_hand_overs",
    });
    let text = cells.optional_parsed("text", Note::parse)?;
    if told == NOTE {
        let position = cells.count("position")?;
        if let Some(note) = text {
            stamps.learn(id, position, note);
        }
        return Ok(());
    }
    let Some(seat) = seats.get_mut(&id) else { return Ok(()) };
    let stamp = stamps.read(id, cells)?;
    let ended = ["ended_position", "ended_effective_at", "ended_commit_no"];
    let ended = stamps.read_optional(id, cells, ended)?;
    match told {
        INVITATION => seat.invitations.push(invitation(cells, text, stamp, ended)?),
        LINK => link(cells, stamp, seat)?,
        CLAIM => seat.claims.push(claim(cells, stamp, ended)?),
        VOIDING => {
            cells.skip(4);
            seat.voidings.push(Voiding { cause: cells.word("cause")?, stamp, reinstated: ended });
        }
        HAND_OVER => {
            cells.skip(1);
            let (from, to) = (cells.id("from_id")?, cells.id("to_id")?);
            seat.hand_overs.push(HandOver { from, to, stamp });
        }
        _ => return Err(cells.corrupt("told", "it is no kind of fact")),
    }
    Ok(())
}

fn invitation(
    cells: &Cells<'_>,
    text: Option<Note>,
    stamp: Stamp,
    ended: Option<Stamp>,
) -> Outcome<Invitation> {
    let end = cells.optional_word("ended")?.zip(ended);
    let id = cells.id("id")?;
    cells.skip(2);
    let channel = cells.word("channel")?;
    let address = cells.optional_address(["address", "address_key"])?;
    let expires_at = cells.instant("expires_at")?;
    let (links, renewals) = (Vec::new(), Vec::new());
    Ok(Invitation { id, channel, address, text, links, renewals, expires_at, end, stamp })
}

/// Puts a link into its invitation.
fn link(cells: &Cells<'_>, stamp: Stamp, seat: &mut Seat) -> Outcome<()> {
    cells.skip(1);
    let invitation: InvitationId = cells.id("invitation_id")?;
    cells.skip(2);
    let renewal: Option<Renewal> = cells.optional_word("renewal")?;
    cells.skip(3);
    let hash = LinkHash::from_stored(cells.hash("hash")?);
    if let Some(known) = seat.invitations.iter_mut().find(|known| known.id == invitation) {
        known.links.push(InvitationLink { hash, stamp });
        known.renewals.extend(renewal);
    }
    Ok(())
}

fn claim(cells: &Cells<'_>, stamp: Stamp, reclaimed: Option<Stamp>) -> Outcome<Claim> {
    cells.skip(1);
    Ok(Claim {
        holder: cells.id("holder_id")?,
        grant: cells.id("grant_id")?,
        invitation: cells.optional_id("invitation_id")?,
        way: cells.word("way")?,
        address: cells.optional_address(["address", "address_key"])?,
        stamp,
        reclaimed,
    })
}
