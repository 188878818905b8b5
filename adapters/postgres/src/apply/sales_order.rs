use rollbook_domain::id::SalesOrderId;
use rollbook_domain::sales_order::{SalesOrderEvent, SalesOrderTerms};
use rollbook_domain::text::Title;

use super::{Book, Place, Table};
use crate::failure::Outcome;
use crate::row::StoredId;

const EDIT: &str = "UPDATE sales_orders s SET external_id = n.external_id, client = n.client, \
    starts_at = n.starts_at, ends_at = n.ends_at, seats = n.seats \
    FROM {rows} WHERE s.tenant_no = $1 AND s.id = n.id";

const REMOVE_COURSES: &str = "DELETE FROM sales_order_courses c USING {rows} \
    WHERE c.tenant_no = $1 AND c.sales_order_id = n.sales_order_id";

impl Book {
    pub(super) fn apply_sales_order(
        &mut self,
        place: &Place,
        id: SalesOrderId,
        event: &SalesOrderEvent,
    ) -> Outcome<()> {
        match event {
            SalesOrderEvent::SalesOrderAdded { number, terms } => {
                self.insert(
                    Table::SalesOrders,
                    id.uuid(),
                    [
                        ("id", id.uuid().into()),
                        ("revision", place.reached.into()),
                        ("number", number.as_str().into()),
                        ("number_key", number.folded().into()),
                        ("external_id", terms.external_id.as_ref().map(Title::as_str).into()),
                        ("client", terms.client.as_str().into()),
                        ("starts_at", terms.term.starts_at().as_micros().into()),
                        ("ends_at", terms.term.ends_at().as_micros().into()),
                        ("seats", terms.seats.into()),
                    ],
                )?;
                self.insert_sales_order_courses(id, terms)
            }
            SalesOrderEvent::SalesOrderEdited { terms } => {
                self.change_one(
                    Table::SalesOrders,
                    id.uuid(),
                    EDIT,
                    [
                        ("id", id.uuid().into()),
                        ("external_id", terms.external_id.as_ref().map(Title::as_str).into()),
                        ("client", terms.client.as_str().into()),
                        ("starts_at", terms.term.starts_at().as_micros().into()),
                        ("ends_at", terms.term.ends_at().as_micros().into()),
                        ("seats", terms.seats.into()),
                    ],
                )?;
                let cells = [("sales_order_id", id.uuid().into())];
                self.change(Table::SalesOrderCourses, id.uuid(), REMOVE_COURSES, cells)?;
                self.insert_sales_order_courses(id, terms)
            }
            SalesOrderEvent::LearnersLinked { .. } => Ok(()),
        }
    }

    fn insert_sales_order_courses(&mut self, id: SalesOrderId, terms: &SalesOrderTerms) -> Outcome<()> {
        for (number, course) in (1_i64..).zip(&terms.courses) {
            self.insert(
                Table::SalesOrderCourses,
                id.uuid(),
                [
                    ("sales_order_id", id.uuid().into()),
                    ("number", number.into()),
                    ("course_id", course.uuid().into()),
                ],
            )?;
        }
        Ok(())
    }
}
