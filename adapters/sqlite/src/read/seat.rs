use async_trait::async_trait;
use rollbook_domain::email::EmailKey;
use rollbook_domain::id::{CustomerId, OrderId, ProductId, SeatId};
use rollbook_domain::port::{
    Learner, Page, PageRequest, PoolQuery, PoolRow, ReadResult, SeatKey, SeatQuery, SeatReader, SeatRow,
};
use rollbook_domain::time::Instant;
use rusqlite::{Params, params};

use super::seat_places::{SeatPlace, offered_to, seat_places};
use super::seat_rows::seat_rows;
use super::{page, pools, seat_learners};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::{SqliteTenant, Tables};

#[async_trait]
impl SeatReader for SqliteTenant {
    async fn find_seat(&self, key: &SeatKey) -> ReadResult<Option<SeatRow>> {
        self.read(|tables| match find_id(tables, key)? {
            Some(id) => Ok(seat_rows(tables, &[id])?.pop()),
            None => Ok(None),
        })
    }

    async fn seats(&self, query: &SeatQuery, request: &PageRequest) -> ReadResult<Page<SeatRow>> {
        let after = page::after(request, read_place)?;
        let most = request.limit.max(1).saturating_add(1);
        let rows = self.read(|tables| seat_rows(tables, &seat_places(tables, query, after, most)?))?;
        Ok(page::cut(rows, request, |row| {
            format!("{}.{}.{}", row.seat.order, row.seat.line, row.seat.number)
        }))
    }

    async fn pools(
        &self,
        query: &PoolQuery,
        now: Instant,
        request: &PageRequest,
    ) -> ReadResult<Page<PoolRow>> {
        let after = page::after(request, |text| {
            let (order, line) = text.split_once('.')?;
            Some((OrderId::parse(order).ok()?, line.parse().ok()?))
        })?;
        let most = request.limit.max(1).saturating_add(1);
        let rows = self.read(|tables| pools::pools(tables, query, now, after, most))?;
        Ok(page::cut(rows, request, |row| format!("{}.{}", row.pool.order, row.pool.line)))
    }

    async fn learners(&self, emails: &[EmailKey], product: ProductId) -> ReadResult<Vec<Learner>> {
        self.read(|tables| seat_learners::learners(tables, emails, product))
    }

    async fn earlier_learners(&self, buyer: CustomerId, product: ProductId) -> ReadResult<Vec<Learner>> {
        self.read(|tables| seat_learners::earlier_learners(tables, buyer, product))
    }

    async fn seats_offered_to(&self, addresses: &[EmailKey]) -> ReadResult<Vec<SeatId>> {
        self.read(|tables| offered_to(tables, addresses))
    }
}

fn read_place(text: &str) -> Option<SeatPlace> {
    let mut parts = text.split('.');
    let place =
        (OrderId::parse(parts.next()?).ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(place)
}

/// The id behind a key; an id is taken as it is, whether it exists or not.
fn find_id(tables: &Tables<'_>, key: &SeatKey) -> Outcome<Option<SeatId>> {
    let tenant_no = tables.tenant_no;
    match key {
        SeatKey::Id(id) => Ok(Some(*id)),
        SeatKey::Invitation(id) => one_id(
            tables,
            "SELECT seat_id FROM invitations WHERE tenant_no = ?1 AND id = ?2",
            params![tenant_no, id.bytes()],
        ),
        SeatKey::Link(hash) => one_id(
            tables,
            "SELECT seat_id FROM invitation_links WHERE tenant_no = ?1 AND hash = ?2",
            params![tenant_no, hash.as_bytes()],
        ),
        SeatKey::Code(lookups) => {
            for lookup in lookups {
                let sql = "SELECT id FROM seats WHERE tenant_no = ?1 AND code_lookup = ?2";
                if let Some(id) = one_id(tables, sql, params![tenant_no, lookup.0])? {
                    return Ok(Some(id));
                }
            }
            Ok(None)
        }
    }
}

fn one_id(tables: &Tables<'_>, sql: &str, params: impl Params) -> Outcome<Option<SeatId>> {
    let mut statement = tables.reader.connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Cells::new(row, "seats").id("id")?))
}
