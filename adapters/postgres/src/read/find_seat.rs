//! One seat by any of its names: whoever wants to claim it waits for this.

use std::collections::HashMap;
use std::sync::Arc;

use rollbook_domain::port::{Buyer, SeatKey, SeatRow};
use rollbook_domain::seat::Seat;
use rollbook_domain::stamp::Revision;

use super::seat_rows::Holders;
use crate::facts::{
    SoldPool, bought_seats, read_seat, read_sold_pool, seat_columns, sold_pool_columns, sold_pools, tell,
};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId, profile_columns, read_profile};
use crate::tables::{Tables, binds};

/// A seat with its line, its order's status and its buyer, in one statement.
macro_rules! seat_sql {
    ($key:literal) => {
        concat!(
            "SELECT ",
            seat_columns!(),
            ", ",
            sold_pool_columns!(),
            ", b.id, b.revision, b.status, ARRAY( \
                 SELECT group_id FROM memberships g WHERE g.tenant_no = $1 AND g.customer_id = b.id \
                 ORDER BY g.position \
             ), ",
            profile_columns!(),
            " FROM seats s",
            bought_seats!(),
            "JOIN seat_pools l ON l.tenant_no = s.tenant_no AND l.order_id = s.order_id AND l.line = s.line",
            sold_pools!(),
            "JOIN customers b ON b.tenant_no = s.tenant_no AND b.id = s.buyer_id \
             LEFT JOIN customer_profiles p ON p.tenant_no = b.tenant_no AND p.customer_id = b.id \
             WHERE s.tenant_no = $1 AND ",
            $key
        )
    };
}

pub(super) const BY_ID: &str = seat_sql!("s.id = $2");
pub(super) const BY_INVITATION: &str =
    seat_sql!("s.id = (SELECT seat_id FROM invitations WHERE tenant_no = $1 AND id = $2)");
pub(super) const BY_LINK: &str =
    seat_sql!("s.id = (SELECT seat_id FROM invitation_links WHERE tenant_no = $1 AND hash = $2)");
/// By what a code may be found by, the first of them that somebody has.
pub(super) const BY_CODE: &str =
    seat_sql!("s.code_lookup = ANY($2) ORDER BY array_position($2, s.code_lookup) LIMIT 1");

pub(super) async fn find_seat(tables: &mut Tables, key: &SeatKey) -> Outcome<Option<SeatRow>> {
    let tenant = binds![tables.tenant_no];
    let (sql, binds) = match key {
        SeatKey::Id(id) => (BY_ID, tenant.with(id.uuid())),
        SeatKey::Invitation(id) => (BY_INVITATION, tenant.with(id.uuid())),
        SeatKey::Link(hash) => (BY_LINK, tenant.with(hash.as_bytes().as_slice())),
        SeatKey::Code(lookups) => {
            let lookups: Vec<&[u8]> = lookups.iter().map(|lookup| lookup.0.as_slice()).collect();
            (BY_CODE, tenant.with(lookups))
        }
    };
    let Some((seat, (pool, order_status), buyer)) = tables.row("seats", sql, binds, read).await? else {
        return Ok(None);
    };
    let id = seat.id;
    let mut seats = HashMap::from([(id, seat)]);
    tell(tables, &mut seats).await?;
    let mut holders = Holders::of(tables, seats.values()).await?;
    let row = seats.remove(&id).map(|seat| {
        let holder = holders.of_seat(&seat);
        SeatRow { seat, pool, order_status, buyer: Arc::new(buyer), holder }
    });
    Ok(row)
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
