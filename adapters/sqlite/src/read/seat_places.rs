//! Finding the seats of a list, in order of order, line and number, by the index that fits.

use rollbook_domain::email::EmailKey;
use rollbook_domain::id::{CustomerId, OrderId, SeatId};
use rollbook_domain::port::SeatQuery;
use rollbook_domain::seat::SeatState;
use rollbook_domain::time::Instant;
use rusqlite::{Params, params};

use super::lines::{Line, Walk, Wanted, walk};
use crate::facts::hexadecimal;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

/// Where a seat stands in the list.
pub(super) type SeatPlace = (OrderId, u32, u32);

macro_rules! of_line {
    ($index:literal, $filter:literal) => {
        concat!(
            "SELECT id, number FROM seats INDEXED BY ",
            $index,
            " WHERE tenant_no = ?1 AND order_id = ?2 AND line = ?3 AND number > ?4 AND ",
            $filter,
            " ORDER BY number LIMIT ?5"
        )
    };
}

/// The seats of a line, whatever their state; ?6 takes the buyer and ?7 an instant in every one of these.
pub(super) const ANY: &str = of_line!("seats_number_uq", "?6 IS NULL AND ?7 IS NULL");
pub(super) const ANY_OF_BUYER: &str = of_line!("seats_buyer_id_ix", "buyer_id = ?6 AND ?7 IS NULL");
/// Those that nobody is invited to; for the first few of them it does not matter how many seats the line has.
pub(super) const FREE: &str = of_line!(
    "seats_standing_ix",
    "standing = 'open' AND invited_until IS NULL AND (?6 IS NULL OR buyer_id = ?6) AND ?7 IS ?7"
);
/// Those whose invitations are over.
pub(super) const FREE_AGAIN: &str = of_line!(
    "seats_standing_ix",
    "standing = 'open' AND invited_until <= ?7 AND (?6 IS NULL OR buyer_id = ?6)"
);
pub(super) const PENDING: &str = of_line!(
    "seats_standing_ix",
    "standing = 'open' AND invited_until > ?7 AND (?6 IS NULL OR buyer_id = ?6)"
);
pub(super) const CLAIMED: &str = of_line!(
    "seats_standing_ix",
    "standing = 'claimed' AND invited_until IS NULL AND (?6 IS NULL OR buyer_id = ?6) AND ?7 IS ?7"
);
pub(super) const VOID: &str = of_line!(
    "seats_standing_ix",
    "standing = 'void' AND invited_until IS NULL AND (?6 IS NULL OR buyer_id = ?6) AND ?7 IS ?7"
);

macro_rules! of_people {
    ($from:literal) => {
        concat!(
            "SELECT s.id, s.order_id, s.line, s.number FROM ",
            $from,
            " CROSS JOIN seat_pools l ON l.tenant_no = s.tenant_no AND l.order_id = s.order_id AND l.line = s.line \
             WHERE s.tenant_no = ?1 AND (?3 IS NULL OR s.buyer_id = ?3) \
             AND (?4 IS NULL OR s.order_id = ?4) AND (?5 IS NULL OR s.line = ?5) \
             AND (?6 IS NULL OR l.product_id = ?6) \
             AND (?7 IS NULL OR ?7 = CASE WHEN s.standing <> 'open' THEN s.standing \
             WHEN s.invited_until > ?8 THEN 'pending' ELSE 'available' END) \
             AND (?2 IS NULL OR EXISTS (SELECT 1 FROM seat_claims h WHERE h.tenant_no = s.tenant_no \
             AND h.seat_id = s.id AND h.reclaimed_position IS NULL \
             AND h.holder_id IN (SELECT unhex(value) FROM json_each(?2)))) \
             AND (?9 IS NULL OR EXISTS (SELECT 1 FROM invitations o WHERE o.tenant_no = s.tenant_no \
             AND o.seat_id = s.id AND o.ended IS NULL AND o.address_key IN (SELECT value FROM json_each(?9))))"
        )
    };
}

/// The seats held by customers.
pub(super) const HELD: &str = of_people!(
    "seat_claims c CROSS JOIN seats s ON s.tenant_no = c.tenant_no AND s.id = c.seat_id \
     AND c.tenant_no = ?1 AND c.holder_id IN (SELECT unhex(value) FROM json_each(?2)) \
     AND c.reclaimed_position IS NULL"
);
/// The seats that addresses are invited to.
pub(super) const INVITED: &str = of_people!(
    "invitations i INDEXED BY invitations_address_key_ix \
     CROSS JOIN seats s ON s.tenant_no = i.tenant_no AND s.id = i.seat_id \
     AND i.tenant_no = ?1 AND i.address_key IN (SELECT value FROM json_each(?9)) AND i.ended IS NULL"
);

/// The seats that addresses were ever invited to.
pub(super) const OFFERED: &str = "SELECT DISTINCT seat_id AS id FROM invitations INDEXED BY invitations_address_ix \
     WHERE tenant_no = ?1 AND address_key IN (SELECT value FROM json_each(?2)) ORDER BY seat_id";

/// The seats with an invitation to one of the addresses, whatever became of it.
pub(super) fn offered_to(tables: &Tables<'_>, addresses: &[EmailKey]) -> Outcome<Vec<SeatId>> {
    let keys = addresses.iter().map(EmailKey::as_str).collect::<serde_json::Value>().to_string();
    read(tables, OFFERED, params![tables.tenant_no, keys], |cells| cells.id("id"))
}

/// The seats that a query wants after a place, at most so many.
pub(super) fn seat_places(
    tables: &Tables<'_>,
    query: &SeatQuery,
    after: Option<SeatPlace>,
    most: usize,
) -> Outcome<Vec<SeatId>> {
    if query.holders.is_some() || query.invited.is_some() {
        return of_people(tables, query, after, most);
    }
    let wanted = Wanted { buyer: query.buyer, order: query.order, line: query.line, product: query.product };
    let mut found = Vec::new();
    if let Some((order, line, number)) = after {
        let is_product =
            query.product.is_none_or(|product| is_of_product(tables, (order, line), product.bytes()));
        let is_line = query.order.is_none_or(|wanted| wanted == order)
            && query.line.is_none_or(|wanted| wanted == line);
        if is_line && is_product {
            of_line(tables, query, (order, line), number, most, &mut found)?;
        }
    }
    if found.len() < most {
        walk(tables, &wanted, after.map(|(order, line, _)| (order, line)), |line| {
            of_line(tables, query, line, 0, most, &mut found)?;
            Ok(if found.len() < most { Walk::On } else { Walk::Stop })
        })?;
    }
    Ok(found)
}

fn is_of_product(tables: &Tables<'_>, (order, line): Line, product: &[u8; 16]) -> bool {
    let sql =
        "SELECT 1 FROM seat_pools WHERE tenant_no = ?1 AND order_id = ?2 AND line = ?3 AND product_id = ?4";
    let found =
        tables.reader.connection.prepare_cached(sql).and_then(|mut statement| {
            statement.exists(params![tables.tenant_no, order.bytes(), line, product])
        });
    // A statement that fails here fails again on the next line, where the failure is told.
    found.unwrap_or(true)
}

/// Adds the wanted seats of one line after a number, until there are enough.
fn of_line(
    tables: &Tables<'_>,
    query: &SeatQuery,
    line: Line,
    after: u32,
    most: usize,
    found: &mut Vec<SeatId>,
) -> Outcome<()> {
    let room = most - found.len();
    let at = query.state.map(|(_, at)| at);
    let read = |sql| numbered(tables, sql, line, after, room, query.buyer.as_ref(), at);
    let seats = match query.state.map(|(state, _)| state) {
        None if query.buyer.is_some() => read(ANY_OF_BUYER)?,
        None => read(ANY)?,
        Some(SeatState::Available) => {
            let mut seats = read(FREE)?;
            seats.extend(read(FREE_AGAIN)?);
            seats.sort_unstable();
            seats.truncate(room);
            seats
        }
        Some(SeatState::Pending) => read(PENDING)?,
        Some(SeatState::Claimed) => read(CLAIMED)?,
        Some(SeatState::Void) => read(VOID)?,
    };
    found.extend(seats.into_iter().map(|(_, id)| id));
    Ok(())
}

fn numbered(
    tables: &Tables<'_>,
    sql: &str,
    (order, line): Line,
    after: u32,
    most: usize,
    buyer: Option<&CustomerId>,
    at: Option<Instant>,
) -> Outcome<Vec<(u32, SeatId)>> {
    let most = i64::try_from(most).unwrap_or(-1);
    let (buyer, at) = (buyer.map(StoredId::bytes), at.map(Instant::as_micros));
    read(tables, sql, params![tables.tenant_no, order.bytes(), line, after, most, buyer, at], |cells| {
        let id = cells.id("id")?;
        Ok((cells.small("number")?, id))
    })
}

fn read<T>(
    tables: &Tables<'_>,
    sql: &str,
    params: impl Params,
    mut cell: impl FnMut(&Cells<'_>) -> Outcome<T>,
) -> Outcome<Vec<T>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut values = Vec::new();
    while let Some(row) = rows.next()? {
        values.push(cell(&Cells::new(row, "seats"))?);
    }
    Ok(values)
}

/// Seats found by who holds them or is invited to them; there are not many of them, so they are sorted.
fn of_people(
    tables: &Tables<'_>,
    query: &SeatQuery,
    after: Option<SeatPlace>,
    most: usize,
) -> Outcome<Vec<SeatId>> {
    let sql = if query.holders.is_some() { HELD } else { INVITED };
    let addresses =
        |keys: &Vec<EmailKey>| keys.iter().map(EmailKey::as_str).collect::<serde_json::Value>().to_string();
    let invited = query.invited.as_ref().map(addresses);
    let state = query.state.map(|(state, _)| match state {
        SeatState::Available => "available",
        SeatState::Pending => "pending",
        SeatState::Claimed => "claimed",
        SeatState::Void => "void",
    });
    let mut seats = read(
        tables,
        sql,
        params![
            tables.tenant_no,
            query.holders.as_deref().map(hexadecimal),
            query.buyer.as_ref().map(StoredId::bytes),
            query.order.as_ref().map(StoredId::bytes),
            query.line,
            query.product.as_ref().map(StoredId::bytes),
            state,
            query.state.map(|(_, at)| at.as_micros()),
            invited
        ],
        |cells| {
            let id: SeatId = cells.id("id")?;
            let place: SeatPlace = (cells.id("order_id")?, cells.small("line")?, cells.small("number")?);
            Ok((place, id))
        },
    )?;
    seats.retain(|(place, _)| after.is_none_or(|after| after < *place));
    seats.sort_unstable();
    seats.dedup();
    seats.truncate(most);
    Ok(seats.into_iter().map(|(_, id)| id).collect())
}
