use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::order::{OrderEvent, OrderLine, OrderStatus};
use rollbook_domain::port::stored::Word;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

/// An order that the customer does not have is left alone, as the domain does.
const CHANGE_STATUS: &str = "UPDATE orders o SET status = n.status FROM {rows} \
    WHERE o.tenant_no = $1 AND o.id = n.id AND o.customer_id = n.customer_id";

const WRITE_STATUS: &str = "INSERT INTO order_statuses (tenant_no, order_id, position, status, effective_at, commit_no) \
    SELECT $1::int8, o.id, n.position, n.status, n.effective_at, n.commit_no \
    FROM {rows} JOIN orders o ON o.tenant_no = $1 AND o.id = n.id AND o.customer_id = n.customer_id";

impl Book {
    pub(super) fn apply_order(
        &mut self,
        place: &Place,
        customer: CustomerId,
        event: &OrderEvent,
    ) -> Outcome<()> {
        let OrderEvent::OrderPlaced { order, status, payment_type, lines } = event else {
            return self.change_order_status(place, customer, event.order(), event.status());
        };
        self.insert(
            Table::Orders,
            order.uuid(),
            [
                ("id", order.uuid().into()),
                ("customer_id", customer.uuid().into()),
                ("position", place.position.into()),
                ("payment_type", payment_type.word().into()),
                ("placed_status", status.word().into()),
                ("status", status.word().into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )?;
        lines.iter().try_for_each(|line| self.insert_order_line(*order, line))
    }

    fn insert_order_line(&mut self, order: OrderId, line: &OrderLine) -> Outcome<()> {
        self.insert(
            Table::OrderLines,
            order.uuid(),
            [
                ("order_id", order.uuid().into()),
                ("number", line.number.into()),
                ("product_id", line.product.uuid().into()),
                ("price_id", line.price.uuid().into()),
                ("quantity", line.quantity.into()),
                ("unit_cost", line.unit_cost.minor().into()),
                ("currency", line.unit_cost.currency().code().into()),
            ],
        )
    }

    fn change_order_status(
        &mut self,
        place: &Place,
        customer: CustomerId,
        order: OrderId,
        status: OrderStatus,
    ) -> Outcome<()> {
        self.settle(Table::Orders, order.uuid());
        self.change(
            Table::Orders,
            order.uuid(),
            CHANGE_STATUS,
            [
                ("id", order.uuid().into()),
                ("customer_id", customer.uuid().into()),
                ("status", status.word().into()),
            ],
        )?;
        self.change(
            Table::OrderStatuses,
            order.uuid(),
            WRITE_STATUS,
            [
                ("id", order.uuid().into()),
                ("customer_id", customer.uuid().into()),
                ("position", place.position.into()),
                ("status", status.word().into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }
}
