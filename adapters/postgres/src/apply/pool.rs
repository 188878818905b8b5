use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::seat::PoolEvent;
use uuid::Uuid;

use super::{Book, Place, Table, json};
use crate::failure::Outcome;
use crate::row::StoredId;

/// Of a line that the customer did not buy nothing is counted, as in the domain.
const COUNT_RECLAIMS: &str = "UPDATE seat_pools p SET reclaims = least(p.reclaims + n.count, 4294967295) FROM {rows} \
    WHERE p.tenant_no = $1 AND p.order_id = n.order_id AND p.line = n.line AND p.customer_id = n.customer_id";

impl Book {
    pub(super) fn apply_pool(
        &mut self,
        place: &Place,
        customer: CustomerId,
        event: &PoolEvent,
    ) -> Outcome<()> {
        match event {
            PoolEvent::SeatsBought { order, line, product, price, quantity, terms } => self.insert(
                Table::SeatPools,
                key(*order, *line),
                [
                    ("order_id", order.uuid().into()),
                    ("line", (*line).into()),
                    ("customer_id", customer.uuid().into()),
                    ("position", place.position.into()),
                    ("product_id", product.uuid().into()),
                    ("price_id", price.uuid().into()),
                    ("quantity", (*quantity).into()),
                    ("terms", json(terms)?),
                    ("reclaims", 0_i64.into()),
                    ("effective_at", place.effective_at.into()),
                    ("commit_no", self.commit_no.into()),
                ],
            ),
            PoolEvent::ReclaimsCounted { order, line, count } => self.change(
                Table::SeatPools,
                key(*order, *line),
                COUNT_RECLAIMS,
                [
                    ("order_id", order.uuid().into()),
                    ("line", (*line).into()),
                    ("customer_id", customer.uuid().into()),
                    ("count", (*count).into()),
                ],
            ),
        }
    }
}

/// What the rows of a line belong to within a commit; it is never stored.
fn key(order: OrderId, line: u32) -> Uuid {
    Uuid::from_u128(order.uuid().as_u128().wrapping_add(line.into()))
}
