use rollbook_domain::id::CustomerId;
use rollbook_domain::seat::PoolEvent;
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_pool(&self, place: &Place, customer: CustomerId, event: &PoolEvent) -> Outcome<()> {
        match event {
            PoolEvent::SeatsBought { order, line, product, price, quantity, terms } => self.run_on_one(
                "INSERT INTO seat_pools (tenant_no, order_id, line, customer_id, position, product_id, price_id, \
                 quantity, terms, reclaims, effective_at, commit_no) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, ?10, ?11)",
                params![
                    self.tenant_no,
                    order.bytes(),
                    line,
                    customer.bytes(),
                    place.position,
                    product.bytes(),
                    price.bytes(),
                    quantity,
                    json(terms)?,
                    place.effective_at,
                    self.commit_no
                ],
            ),
            // Of a line that the customer did not buy nothing is counted, as in the domain.
            PoolEvent::ReclaimsCounted { order, line, count } => {
                self.run(
                    "UPDATE seat_pools SET reclaims = min(reclaims + ?5, 4294967295) \
                     WHERE tenant_no = ?1 AND order_id = ?2 AND line = ?3 AND customer_id = ?4",
                    params![self.tenant_no, order.bytes(), line, customer.bytes(), count],
                )?;
                Ok(())
            }
        }
    }
}
