use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::order::{OrderEvent, OrderLine, OrderStatus};
use rollbook_domain::port::stored::Word;
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_order(&self, place: &Place, customer: CustomerId, event: &OrderEvent) -> Outcome<()> {
        let OrderEvent::OrderPlaced { order, status, payment_type, lines } = event else {
            return self.change_order_status(place, customer, event.order(), event.status());
        };
        self.run_on_one(
            "INSERT INTO orders (tenant_no, id, customer_id, position, payment_type, placed_status, status, \
             effective_at, commit_no) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8)",
            params![
                self.tenant_no,
                order.bytes(),
                customer.bytes(),
                place.position,
                payment_type.word(),
                status.word(),
                place.effective_at,
                self.commit_no
            ],
        )?;
        lines.iter().try_for_each(|line| self.insert_order_line(*order, line))
    }

    fn insert_order_line(&self, order: OrderId, line: &OrderLine) -> Outcome<()> {
        self.run_on_one(
            "INSERT INTO order_lines (tenant_no, order_id, number, product_id, price_id, quantity, unit_cost, currency) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                self.tenant_no,
                order.bytes(),
                line.number,
                line.product.bytes(),
                line.price.bytes(),
                line.quantity,
                line.unit_cost.minor(),
                line.unit_cost.currency().code()
            ],
        )
    }

    /// An order that the customer does not have is left alone, as the domain does.
    fn change_order_status(
        &self,
        place: &Place,
        customer: CustomerId,
        order: OrderId,
        status: OrderStatus,
    ) -> Outcome<()> {
        let rows = self.run(
            "UPDATE orders SET status = ?4 WHERE tenant_no = ?1 AND id = ?2 AND customer_id = ?3",
            params![self.tenant_no, order.bytes(), customer.bytes(), status.word()],
        )?;
        if rows == 0 {
            return Ok(());
        }
        self.run_on_one(
            "INSERT INTO order_statuses (tenant_no, order_id, position, status, effective_at, commit_no) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![
                self.tenant_no,
                order.bytes(),
                place.position,
                status.word(),
                place.effective_at,
                self.commit_no
            ],
        )
    }
}
