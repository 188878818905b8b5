use std::collections::HashMap;

use rollbook_domain::id::SeatId;
use rollbook_domain::seat::Seat;
use rollbook_domain::secret::{CodeLookup, KeyNumber, Sealed, SealedCode};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;
use uuid::Uuid;

use super::Stamps;
use super::stories::tell;
use crate::failure::Outcome;
use crate::row::Cells;
use crate::tables::{Tables, binds};

/// The columns that [`read_seat`] reads, for what [`bought_seats`] joins.
macro_rules! seat_columns {
    () => {
        "s.id, s.buyer_id, s.order_id, s.line, s.number, s.code_key, s.code_ciphertext, s.code_lookup, s.revision, \
         s.effective_at, s.commit_no, sn.note"
    };
}

/// Joins what [`seat_columns`] needs to seats joined as `s`: the note on their purchase, the first fact of their streams.
macro_rules! bought_seats {
    () => {
        " LEFT JOIN event_notes sn ON sn.tenant_no = s.tenant_no AND sn.stream_kind = 'seat' \
         AND sn.stream_id = s.id AND sn.position = 1 "
    };
}

pub(crate) use {bought_seats, seat_columns};

/// Seats with their whole stories, as many as a statement takes well.
pub(crate) async fn seats(tables: &mut Tables, ids: &[Uuid]) -> Outcome<HashMap<SeatId, Seat>> {
    let sql = concat!(
        "SELECT ",
        seat_columns!(),
        " FROM seats s",
        bought_seats!(),
        "WHERE s.tenant_no = $1 AND s.id = ANY($2)"
    );
    let seats = tables.rows("seats", sql, binds![tables.tenant_no, ids], |cells| read_seat(cells)).await?;
    let mut seats = seats.into_iter().map(|seat| (seat.id, seat)).collect();
    tell(tables, &mut seats).await?;
    Ok(seats)
}

/// Reads a seat as it was when it was bought, with the revision that it has now.
pub(crate) fn read_seat(cells: &Cells<'_>) -> Outcome<Seat> {
    let id = cells.id("id")?;
    let (buyer, order) = (cells.id("buyer_id")?, cells.id("order_id")?);
    let (line, number) = (cells.small("line")?, cells.small("number")?);
    let code = code(cells)?;
    let revision = Revision::new(cells.count("revision")?);
    let effective_at = cells.instant("effective_at")?;
    let mut stamp = Stamps::without_notes().stamp(id, 1, effective_at, cells.commit("commit_no")?);
    stamp.note = cells.optional_parsed("note", Note::parse)?;
    let (invitations, claims, voidings, hand_overs) = Default::default();
    Ok(Seat {
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
    })
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
