use rollbook_domain::id::SalesOrderId;
use rollbook_domain::sales_order::{SalesOrderEvent, SalesOrderTerms};
use rollbook_domain::text::Title;
use rusqlite::params;

use super::{Book, Place};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_sales_order(
        &self,
        place: &Place,
        id: SalesOrderId,
        event: &SalesOrderEvent,
    ) -> Outcome<()> {
        match event {
            SalesOrderEvent::SalesOrderAdded { number, terms } => {
                self.run_on_one(
                    "INSERT INTO sales_orders (tenant_no, id, revision, number, number_key, external_id, client, \
                     starts_at, ends_at, seats) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                    params![
                        self.tenant_no,
                        id.bytes(),
                        place.reached,
                        number.as_str(),
                        number.folded(),
                        terms.external_id.as_ref().map(Title::as_str),
                        terms.client.as_str(),
                        terms.term.starts_at().as_micros(),
                        terms.term.ends_at().as_micros(),
                        terms.seats
                    ],
                )?;
                self.insert_sales_order_courses(id, terms)
            }
            SalesOrderEvent::SalesOrderEdited { terms } => {
                self.run_on_one(
                    "UPDATE sales_orders SET external_id = ?3, client = ?4, starts_at = ?5, ends_at = ?6, seats = ?7 \
                     WHERE tenant_no = ?1 AND id = ?2",
                    params![
                        self.tenant_no,
                        id.bytes(),
                        terms.external_id.as_ref().map(Title::as_str),
                        terms.client.as_str(),
                        terms.term.starts_at().as_micros(),
                        terms.term.ends_at().as_micros(),
                        terms.seats
                    ],
                )?;
                self.run(
                    "DELETE FROM sales_order_courses WHERE tenant_no = ?1 AND sales_order_id = ?2",
                    params![self.tenant_no, id.bytes()],
                )?;
                self.insert_sales_order_courses(id, terms)
            }
            SalesOrderEvent::LearnersLinked { .. } => Ok(()),
        }
    }

    fn insert_sales_order_courses(&self, id: SalesOrderId, terms: &SalesOrderTerms) -> Outcome<()> {
        for (number, course) in (1_i64..).zip(&terms.courses) {
            self.run_on_one(
                "INSERT INTO sales_order_courses (tenant_no, sales_order_id, number, course_id) \
                 VALUES (?1, ?2, ?3, ?4)",
                params![self.tenant_no, id.bytes(), number, course.bytes()],
            )?;
        }
        Ok(())
    }
}
