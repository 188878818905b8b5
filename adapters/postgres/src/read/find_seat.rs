//! One seat by any of its names: whoever wants to claim it waits for this.

use std::collections::HashMap;
use std::sync::Arc;

use rollbook_domain::port::{Buyer, SeatKey, SeatRow};
use rollbook_domain::seat::Seat;
use rollbook_domain::secret::CodeLookup;
use rollbook_domain::stamp::Revision;

use super::seat_rows::Holders;
use crate::facts::{
    SoldPool, Stamps, bought_seats, read_seat, read_sold_pool, read_story, seat_columns, sold_pool_columns,
    sold_pools, stories,
};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId, profile_columns, read_profile};
use crate::tables::{Tables, binds};

/// The columns of a seat with its line, its order's status and its buyer.
macro_rules! bought_columns {
    () => {
        concat!(
            seat_columns!(),
            ", ",
            sold_pool_columns!(),
            ", b.id, b.revision, b.status, ARRAY( \
                 SELECT group_id FROM memberships g WHERE g.tenant_no = $1 AND g.customer_id = b.id \
                 ORDER BY g.position \
             ), ",
            profile_columns!()
        )
    };
}

/// What the columns are of.
macro_rules! bought {
    () => {
        concat!(
            " FROM seats s",
            bought_seats!(),
            "JOIN seat_pools l ON l.tenant_no = s.tenant_no AND l.order_id = s.order_id AND l.line = s.line",
            sold_pools!(),
            "JOIN customers b ON b.tenant_no = s.tenant_no AND b.id = s.buyer_id \
             LEFT JOIN customer_profiles p ON p.tenant_no = b.tenant_no AND p.customer_id = b.id"
        )
    };
}

/// A seat with its line, its order's status, its buyer and what became of it, in one statement: the former stand in every
/// row that tells something. Of a seat that nothing happened to, nothing is asked for.
macro_rules! seat_sql {
    ($($key:tt)+) => {
        concat!(
            "SELECT ",
            bought_columns!(),
            ", stories.*",
            bought!(),
            " LEFT JOIN LATERAL (",
            stories!("= s.id AND s.revision > 1"),
            ") AS stories ON true WHERE s.tenant_no = $1 AND s.id = ",
            $($key)+,
            " ORDER BY stories.told, stories.position"
        )
    };
}

/// By what a code may be found by, the first of them that somebody has.
macro_rules! by_code {
    () => {
        "(SELECT id FROM seats WHERE tenant_no = $1 AND code_lookup = ANY($2) \
         ORDER BY array_position($2, code_lookup) LIMIT 1)"
    };
}

/// How many columns stand before what is told.
const TOLD_AFTER: usize = 36;

pub(super) const BY_ID: &str = seat_sql!("$2");
pub(super) const BY_INVITATION: &str =
    seat_sql!("(SELECT seat_id FROM invitations WHERE tenant_no = $1 AND id = $2)");
pub(super) const BY_LINK: &str =
    seat_sql!("(SELECT seat_id FROM invitation_links WHERE tenant_no = $1 AND hash = $2)");
pub(super) const BY_CODE: &str = seat_sql!(by_code!());
/// The same without what became of it: most codes are typed in once, for a seat that nothing happened to, and to prepare
/// for stories costs the server more than such a seat takes to read.
pub(super) const AS_BOUGHT_BY_CODE: &str =
    concat!("SELECT ", bought_columns!(), bought!(), " WHERE s.tenant_no = $1 AND s.id = ", by_code!());

/// Several seats as they were bought, each by its code; what became of one at a later revision is not told.
pub(super) const AS_BOUGHT_BY_CODES: &str = concat!(
    "SELECT q.place, t.* FROM unnest($2::bytea[]) WITH ORDINALITY AS q (lookup, place) CROSS JOIN LATERAL (SELECT ",
    bought_columns!(),
    bought!(),
    " WHERE s.tenant_no = $1 AND s.id = (SELECT id FROM seats WHERE tenant_no = $1 AND code_lookup = q.lookup) \
     OFFSET 0) AS t"
);

/// The seats that the codes open, each as it was bought.
pub(super) async fn find_bought(tables: &mut Tables, codes: &[CodeLookup]) -> Outcome<Vec<Option<SeatRow>>> {
    let lookups: Vec<[u8; 32]> = codes.iter().map(|code| code.0).collect();
    let binds = binds![tables.tenant_no, lookups];
    if codes.len() == 1 {
        let found = tables.row("seats", AS_BOUGHT_BY_CODE, binds, read).await?;
        return Ok(vec![found.map(row)]);
    }
    let mut found: Vec<Option<SeatRow>> = vec![None; codes.len()];
    let told = tables.rows("seats", AS_BOUGHT_BY_CODES, binds, |cells| {
        let place = cells.count("place")?;
        let found = usize::try_from(place).ok().and_then(|place| found.get_mut(place.checked_sub(1)?));
        *found.ok_or_else(|| cells.corrupt("place", "no code was asked for there"))? =
            Some(row(read(cells)?));
        Ok(())
    });
    told.await?;
    Ok(found)
}

/// The seat without its holder, all of it by a single statement.
pub(super) async fn find_unheld_seat(tables: &mut Tables, key: &SeatKey) -> Outcome<Option<SeatRow>> {
    let tenant = binds![tables.tenant_no];
    let found_by =
        |lookups: &[CodeLookup]| -> Vec<[u8; 32]> { lookups.iter().map(|lookup| lookup.0).collect() };
    let (sql, binds) = match key {
        SeatKey::Id(id) => (BY_ID, tenant.with(id.uuid())),
        SeatKey::Invitation(id) => (BY_INVITATION, tenant.with(id.uuid())),
        SeatKey::Link(hash) => (BY_LINK, tenant.with(hash.as_bytes().as_slice())),
        SeatKey::Code(lookups) => (BY_CODE, tenant.with(found_by(lookups))),
    };
    let mut bought: Option<(SoldPool, Buyer)> = None;
    let mut seats = HashMap::new();
    let mut stamps = Stamps::without_notes();
    let told = tables.rows("seats", sql, binds, |cells| {
        if bought.is_none() {
            let (seat, pool, buyer) = read(cells)?;
            seats.insert(seat.id, seat);
            bought = Some((pool, buyer));
        } else {
            cells.skip(TOLD_AFTER);
        }
        if cells.is_null()? { Ok(()) } else { read_story(cells, &mut stamps, &mut seats) }
    });
    told.await?;
    let seat = seats.into_values().next();
    Ok(bought.zip(seat).map(|((pool, buyer), seat)| row((seat, pool, buyer))))
}

/// The seat as nobody's.
fn row((seat, (pool, order_status), buyer): (Seat, SoldPool, Buyer)) -> SeatRow {
    SeatRow { seat, pool, order_status, buyer: Arc::new(buyer), holder: None }
}

/// The seat with its holder.
pub(super) async fn find_seat(tables: &mut Tables, key: &SeatKey) -> Outcome<Option<SeatRow>> {
    let Some(mut row) = find_unheld_seat(tables, key).await? else { return Ok(None) };
    row.holder = Holders::of(tables, std::iter::once(&row.seat)).await?.of_seat(&row.seat);
    Ok(Some(row))
}

fn read(cells: &mut Cells<'_>) -> Outcome<(Seat, SoldPool, Buyer)> {
    let seat = read_seat(cells)?;
    let pool = read_sold_pool(cells)?;
    cells.turn_to("customers");
    let id = cells.id("id")?;
    let revision = Revision::new(cells.count("revision")?);
    let status = cells.word("status")?;
    let groups = cells.ids("group_id")?;
    Ok((seat, pool, Buyer { id, revision, profile: read_profile(cells)?, status, groups }))
}
