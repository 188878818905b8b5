use std::collections::HashMap;

use rollbook_domain::id::SeatId;
use rollbook_domain::seat::{Claim, HandOver, Seat, Voiding};
use rollbook_domain::secret::{CodeLookup, KeyNumber, Sealed, SealedCode};
use rollbook_domain::stamp::Revision;
use rusqlite::params;

use super::invitations::{invitations, links};
use super::{Stamps, hexadecimal};
use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::Tables;

/// A statement over one table for a set of seats.
macro_rules! of_seats {
    ($columns:literal, $table:literal, $order:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM ",
            $table,
            " WHERE tenant_no = ?1 AND seat_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY ",
            $order
        )
    };
}

pub(super) use of_seats;

/// Seats with their whole stories, as many as a statement takes well.
pub(crate) fn seats(tables: &Tables<'_>, ids: &[SeatId]) -> Outcome<HashMap<SeatId, Seat>> {
    let ids = hexadecimal(ids);
    let stamps = Stamps::of_seats(tables, &ids)?;
    let mut seats = heads(tables, &ids, &stamps)?;
    for (seat, invitation) in invitations(tables, &ids, &stamps)? {
        if let Some(seat) = seats.get_mut(&seat) {
            seat.invitations.push(invitation);
        }
    }
    if seats.values().any(|seat| !seat.invitations.is_empty()) {
        links(tables, &ids, &stamps, &mut seats)?;
    }
    for (seat, claim) in claims(tables, &ids, &stamps)? {
        if let Some(seat) = seats.get_mut(&seat) {
            seat.claims.push(claim);
        }
    }
    for (seat, voiding) in voidings(tables, &ids, &stamps)? {
        if let Some(seat) = seats.get_mut(&seat) {
            seat.voidings.push(voiding);
        }
    }
    for (seat, hand_over) in hand_overs(tables, &ids, &stamps)? {
        if let Some(seat) = seats.get_mut(&seat) {
            seat.hand_overs.push(hand_over);
        }
    }
    Ok(seats)
}

/// Reads every row of a statement that takes the tenant's number and the seats.
pub(super) fn rows<T>(
    tables: &Tables<'_>,
    ids: &str,
    sql: &str,
    table: &'static str,
    mut read: impl FnMut(&Cells<'_>) -> Outcome<T>,
) -> Outcome<Vec<T>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![tables.tenant_no, ids])?;
    let mut values = Vec::new();
    while let Some(row) = rows.next()? {
        values.push(read(&Cells::new(row, table))?);
    }
    Ok(values)
}

fn heads(tables: &Tables<'_>, ids: &str, stamps: &Stamps<'_, SeatId>) -> Outcome<HashMap<SeatId, Seat>> {
    let sql = "SELECT id, buyer_id, order_id, line, number, code_key, code_ciphertext, code_lookup, revision, \
               effective_at, commit_no FROM seats \
               WHERE tenant_no = ?1 AND id IN (SELECT unhex(value) FROM json_each(?2))";
    let seats = rows(tables, ids, sql, "seats", |cells| {
        let id = cells.id("id")?;
        let (buyer, order) = (cells.id("buyer_id")?, cells.id("order_id")?);
        let (line, number) = (cells.small("line")?, cells.small("number")?);
        let code = code(cells)?;
        let revision = Revision::new(cells.count("revision")?);
        let effective_at = cells.instant("effective_at")?;
        // Its purchase is the first fact of its stream.
        let stamp = stamps.stamp(id, 1, effective_at, cells.integer("commit_no")?)?;
        let (invitations, claims, voidings, hand_overs) = Default::default();
        let seat = Seat {
            id,
            buyer,
            order,
            line,
            number,
            code,
            invitations,
            claims,
            voidings,
            hand_overs,
            revision,
            stamp,
        };
        Ok((id, seat))
    })?;
    Ok(seats.into_iter().collect())
}

fn code(cells: &Cells<'_>) -> Outcome<Option<SealedCode>> {
    let Some(key) = cells.optional_small("code_key")? else {
        cells.skip(2);
        return Ok(None);
    };
    let ciphertext = cells.optional_blob("code_ciphertext")?.unwrap_or_default().into();
    let lookup = CodeLookup(cells.hash("code_lookup")?);
    Ok(Some(SealedCode { sealed: Sealed { key: KeyNumber(key), ciphertext }, lookup }))
}

fn claims(tables: &Tables<'_>, ids: &str, stamps: &Stamps<'_, SeatId>) -> Outcome<Vec<(SeatId, Claim)>> {
    let sql = of_seats!(
        "seat_id, holder_id, grant_id, way, invitation_id, address, address_key, position, effective_at, commit_no, \
         reclaimed_position, reclaimed_effective_at, reclaimed_commit_no",
        "seat_claims",
        "seat_id, position"
    );
    rows(tables, ids, sql, "seat_claims", |cells| {
        let seat = cells.id("seat_id")?;
        let claim = Claim {
            holder: cells.id("holder_id")?,
            grant: cells.id("grant_id")?,
            way: cells.word("way")?,
            invitation: cells.optional_id("invitation_id")?,
            address: cells.optional_address(["address", "address_key"])?,
            stamp: stamps.read(seat, cells)?,
            reclaimed: stamps.read_optional(
                seat,
                cells,
                ["reclaimed_position", "reclaimed_effective_at", "reclaimed_commit_no"],
            )?,
        };
        Ok((seat, claim))
    })
}

fn voidings(tables: &Tables<'_>, ids: &str, stamps: &Stamps<'_, SeatId>) -> Outcome<Vec<(SeatId, Voiding)>> {
    let sql = of_seats!(
        "seat_id, cause, position, effective_at, commit_no, reinstated_position, reinstated_effective_at, \
         reinstated_commit_no",
        "seat_voidings",
        "seat_id, position"
    );
    rows(tables, ids, sql, "seat_voidings", |cells| {
        let seat = cells.id("seat_id")?;
        let voiding = Voiding {
            cause: cells.word("cause")?,
            stamp: stamps.read(seat, cells)?,
            reinstated: stamps.read_optional(
                seat,
                cells,
                ["reinstated_position", "reinstated_effective_at", "reinstated_commit_no"],
            )?,
        };
        Ok((seat, voiding))
    })
}

fn hand_overs(
    tables: &Tables<'_>,
    ids: &str,
    stamps: &Stamps<'_, SeatId>,
) -> Outcome<Vec<(SeatId, HandOver)>> {
    let sql = of_seats!(
        "seat_id, from_id, to_id, position, effective_at, commit_no",
        "seat_hand_overs",
        "seat_id, position"
    );
    rows(tables, ids, sql, "seat_hand_overs", |cells| {
        let seat = cells.id("seat_id")?;
        let (from, to) = (cells.id("from_id")?, cells.id("to_id")?);
        Ok((seat, HandOver { from, to, stamp: stamps.read(seat, cells)? }))
    })
}
