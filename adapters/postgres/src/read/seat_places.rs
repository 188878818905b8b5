//! Finding the seats of a list, in order of order, line and number, by the index that fits.

use rollbook_domain::email::EmailKey;
use rollbook_domain::id::SeatId;
use rollbook_domain::port::SeatQuery;
use rollbook_domain::seat::SeatState;

use super::lines::{Line, Lines, Place, Wanted, lines};
use crate::facts::uuids;
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::tables::{Tables, binds};

/// How many lines are looked at in one statement, at first and at most.
const LINES_AT_ONCE: i64 = 32;
const MOST_LINES_AT_ONCE: i64 = 1_000;

/// Walks lines one after the other until there are enough seats: from each no more than there is room for.
///
/// The numbers of a line's seats are chosen by what stands for `$numbers`, from the index alone; they are asked for once a
/// line, which is what `OFFSET 0` sees to. A seat is looked up as the next one of its line in order of the number, for
/// which only one index will do: by the number alone the server may take another and read the whole line each time.
macro_rules! of_lines {
    ($numbers:expr) => {
        concat!(
            "WITH RECURSIVE walk (place, from_number, found, numbers) AS ( \
                 SELECT 0, $4::int8, 0::int8, '{}'::int8[] \
                 UNION ALL \
                 SELECT walk.place + 1, 0::int8, walk.found + cardinality(seats.numbers), seats.numbers \
                 FROM walk CROSS JOIN LATERAL ( \
                     SELECT ARRAY(",
            $numbers,
            ") AS numbers OFFSET 0 \
                 ) AS seats WHERE walk.found < $5 AND walk.place < cardinality($2::uuid[]) \
             ) SELECT ( \
                 SELECT id FROM seats WHERE tenant_no = $1 AND order_id = ($2::uuid[])[walk.place] \
                 AND line = ($3::int8[])[walk.place] AND number >= chosen.number ORDER BY number LIMIT 1 \
             ) FROM walk CROSS JOIN LATERAL unnest(walk.numbers) AS chosen (number) \
             ORDER BY walk.place, chosen.number"
        )
    };
}

/// The seats of one line; $6 takes the buyer and $7 an instant in every one of these.
macro_rules! of_line {
    ($filter:literal, $order:literal) => {
        concat!(
            "SELECT number FROM seats WHERE tenant_no = $1 AND order_id = ($2::uuid[])[walk.place + 1] \
             AND line = ($3::int8[])[walk.place + 1] AND number >= walk.from_number AND ",
            $filter,
            " ORDER BY ",
            $order,
            " LIMIT $5 - walk.found"
        )
    };
}

/// The seats of lines, whatever their state.
pub(super) const ANY: &str = of_lines!(of_line!("$6::uuid IS NULL AND $7::int8 IS NULL", "number"));
pub(super) const ANY_OF_BUYER: &str = of_lines!(of_line!("buyer_id = $6 AND $7::int8 IS NULL", "number"));
/// Those that nobody is invited to, and those whose invitations are over. For the first few of the former it does not
/// matter how many seats the line has: sorted by what is null in all of them, they are as the index has them.
pub(super) const AVAILABLE: &str = of_lines!(concat!(
    "SELECT number FROM ((",
    of_line!(
        "standing = 'open' AND invited_until IS NULL AND ($6::uuid IS NULL OR buyer_id = $6)",
        "invited_until, number"
    ),
    ") UNION ALL (",
    of_line!("standing = 'open' AND invited_until <= $7 AND ($6::uuid IS NULL OR buyer_id = $6)", "number"),
    ")) AS free ORDER BY number LIMIT $5 - walk.found"
));
pub(super) const PENDING: &str = of_lines!(of_line!(
    "standing = 'open' AND invited_until > $7 AND ($6::uuid IS NULL OR buyer_id = $6)",
    "number"
));
pub(super) const CLAIMED: &str = of_lines!(of_line!(
    "standing = 'claimed' AND invited_until IS NULL AND ($6::uuid IS NULL OR buyer_id = $6) AND $7::int8 IS NOT NULL",
    "invited_until, number"
));
pub(super) const VOID: &str = of_lines!(of_line!(
    "standing = 'void' AND invited_until IS NULL AND ($6::uuid IS NULL OR buyer_id = $6) AND $7::int8 IS NOT NULL",
    "invited_until, number"
));

/// Seats found by people, of whom few are asked for at once; the other filters narrow what was found.
///
/// `OFFSET 0` keeps that order: while nothing is known of new tables, the server would otherwise begin with all the
/// seats of the buyer, and look at them once for every person.
macro_rules! of_people {
    ($from:literal, $filter:literal) => {
        concat!(
            "SELECT s.order_id, s.line, s.number, s.id FROM ",
            $from,
            " CROSS JOIN LATERAL ( \
                 SELECT id, order_id, line, number, buyer_id, standing, invited_until FROM seats \
                 WHERE tenant_no = $1 AND id = found.seat_id OFFSET 0 \
             ) AS s CROSS JOIN LATERAL ( \
                 SELECT product_id FROM seat_pools \
                 WHERE tenant_no = $1 AND order_id = s.order_id AND line = s.line OFFSET 0 \
             ) AS l WHERE ($3::uuid IS NULL OR s.buyer_id = $3) \
             AND ($4::uuid IS NULL OR s.order_id = $4) AND ($5::int8 IS NULL OR s.line = $5) \
             AND ($6::uuid IS NULL OR l.product_id = $6) \
             AND ($7::text IS NULL OR $7 = CASE WHEN s.standing <> 'open' THEN s.standing \
             WHEN s.invited_until > $8 THEN 'pending' ELSE 'available' END) \
             AND ",
            $filter,
            " AND (s.order_id, s.line, s.number) >= ($10, $11, $12) \
             ORDER BY s.order_id, s.line, s.number LIMIT $13"
        )
    };
}

/// The seats held by customers, and perhaps offered to addresses as well.
pub(super) const HELD: &str = of_people!(
    "(SELECT DISTINCT claim.seat_id FROM unnest($2::uuid[]) AS holder (id) CROSS JOIN LATERAL ( \
         SELECT seat_id FROM seat_claims \
         WHERE tenant_no = $1 AND holder_id = holder.id AND reclaimed_position IS NULL OFFSET 0 \
     ) AS claim OFFSET 0) AS found",
    "($9::text[] IS NULL OR EXISTS (SELECT 1 FROM invitations o WHERE o.tenant_no = $1 \
     AND o.seat_id = s.id AND o.ended IS NULL AND o.address_key = ANY($9)))"
);
/// The seats that addresses are invited to, whoever holds them.
pub(super) const INVITED: &str = of_people!(
    "(SELECT DISTINCT offer.seat_id FROM unnest($9::text[]) AS invited (address_key) CROSS JOIN LATERAL ( \
         SELECT seat_id FROM invitations \
         WHERE tenant_no = $1 AND address_key = invited.address_key AND ended IS NULL OFFSET 0 \
     ) AS offer OFFSET 0) AS found",
    "$2::uuid[] IS NULL"
);

/// The seats that addresses were ever invited to.
const OFFERED: &str = "SELECT DISTINCT seat_id AS id FROM invitations \
     WHERE tenant_no = $1 AND address_key = ANY($2) ORDER BY seat_id";

/// The seats with an invitation to one of the addresses, whatever became of it.
pub(super) async fn offered_to(tables: &mut Tables, addresses: Vec<String>) -> Outcome<Vec<SeatId>> {
    tables.rows("invitations", OFFERED, binds![tables.tenant_no, addresses], |cells| cells.id("id")).await
}

/// The seats that a query wants from a place on, at most so many.
pub(super) async fn seat_places(
    tables: &mut Tables,
    query: &SeatQuery,
    from: Place,
    most: usize,
) -> Outcome<Vec<SeatId>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    if query.holders.is_some() || query.invited.is_some() {
        return of_people(tables, query, from, most).await;
    }
    let wanted = Wanted { buyer: query.buyer, order: query.order, line: query.line, product: query.product };
    let mut found = Vec::new();
    let mut from = Some(from);
    let mut at_once = LINES_AT_ONCE;
    while let Some(place) = from {
        let room = most.saturating_sub_unsigned(found.len() as u64);
        if room == 0 {
            break;
        }
        let Lines { lines, next } = lines(tables, &wanted, place, at_once).await?;
        found.extend(of_lines(tables, query, &lines, place, room).await?);
        from = next;
        at_once = MOST_LINES_AT_ONCE.min(at_once * 8);
    }
    Ok(found)
}

/// The wanted seats of lines, at most so many; of the first line those from the place on.
async fn of_lines(
    tables: &mut Tables,
    query: &SeatQuery,
    lines: &[Line],
    from: Place,
    most: i64,
) -> Outcome<Vec<SeatId>> {
    let Some(first) = lines.first() else { return Ok(Vec::new()) };
    let sql = match query.state.map(|(state, _)| state) {
        None if query.buyer.is_some() => ANY_OF_BUYER,
        None => ANY,
        Some(SeatState::Available) => AVAILABLE,
        Some(SeatState::Pending) => PENDING,
        Some(SeatState::Claimed) => CLAIMED,
        Some(SeatState::Void) => VOID,
    };
    let orders = uuids(lines.iter().map(|(order, _)| order));
    let numbers: Vec<i64> = lines.iter().map(|(_, line)| i64::from(*line)).collect();
    let buyer = query.buyer.map(|buyer| buyer.uuid());
    let at = query.state.map(|(_, at)| at.as_micros());
    let binds = binds![tables.tenant_no, orders, numbers, from.number_in(*first), most, buyer, at];
    tables.rows("seats", sql, binds, |cells| cells.id("id")).await
}

/// Seats found by who holds them or is invited to them.
async fn of_people(tables: &mut Tables, query: &SeatQuery, from: Place, most: i64) -> Outcome<Vec<SeatId>> {
    let sql = if query.holders.is_some() { HELD } else { INVITED };
    let addresses = |keys: &Vec<EmailKey>| keys.iter().map(|key| key.as_str().to_owned()).collect::<Vec<_>>();
    let state = query.state.map(|(state, _)| match state {
        SeatState::Available => "available",
        SeatState::Pending => "pending",
        SeatState::Claimed => "claimed",
        SeatState::Void => "void",
    });
    let binds = binds![
        tables.tenant_no,
        query.holders.as_ref().map(uuids),
        query.buyer.map(|buyer| buyer.uuid()),
        query.order.map(|order| order.uuid()),
        query.line.map(i64::from),
        query.product.map(|product| product.uuid()),
        state,
        query.state.map(|(_, at)| at.as_micros()),
        query.invited.as_ref().map(addresses),
        from.order,
        from.line,
        from.number,
        most,
    ];
    let read = |cells: &mut Cells<'_>| {
        cells.skip(3);
        cells.id("id")
    };
    tables.rows("seats", sql, binds, read).await
}
