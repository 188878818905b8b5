use rollbook_domain::catalogue::{PriceEvent, PriceTerms, ProductEvent};
use rollbook_domain::id::{CourseId, PriceId, ProductId};
use rollbook_domain::port::stored::Word;
use rollbook_domain::text::Message;
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    pub(super) fn apply_product(&self, place: &Place, id: ProductId, event: &ProductEvent) -> Outcome<()> {
        match event {
            ProductEvent::ProductAdded { code, title, courses } => {
                self.run_on_one(
                    "INSERT INTO products (tenant_no, id, revision, code, code_key, title) \
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    params![
                        self.tenant_no,
                        id.bytes(),
                        place.reached,
                        code.as_str(),
                        code.folded(),
                        title.as_str()
                    ],
                )?;
                self.insert_product_courses(id, courses)
            }
            ProductEvent::ProductEdited { title, courses } => {
                self.run_on_one(
                    "UPDATE products SET title = ?3 WHERE tenant_no = ?1 AND id = ?2",
                    params![self.tenant_no, id.bytes(), title.as_str()],
                )?;
                self.run(
                    "DELETE FROM product_courses WHERE tenant_no = ?1 AND product_id = ?2",
                    params![self.tenant_no, id.bytes()],
                )?;
                self.insert_product_courses(id, courses)
            }
            ProductEvent::ProductMessageSet { message } => self.run_on_one(
                "UPDATE products SET expired_message = ?3 WHERE tenant_no = ?1 AND id = ?2",
                params![self.tenant_no, id.bytes(), message.as_ref().map(Message::as_str)],
            ),
        }
    }

    fn insert_product_courses(&self, id: ProductId, courses: &[CourseId]) -> Outcome<()> {
        for (number, course) in (1_i64..).zip(courses) {
            self.run_on_one(
                "INSERT INTO product_courses (tenant_no, product_id, number, course_id) VALUES (?1, ?2, ?3, ?4)",
                params![self.tenant_no, id.bytes(), number, course.bytes()],
            )?;
        }
        Ok(())
    }

    pub(super) fn apply_price(&self, place: &Place, id: PriceId, event: &PriceEvent) -> Outcome<()> {
        match event {
            PriceEvent::PriceAdded { code, product, terms } => {
                self.run_on_one(
                    "INSERT INTO prices (tenant_no, id, revision, code, code_key, product_id, title, unit_price, \
                     currency, duration, anchor, makes_registration_codes, seats, adds_to_groups, \
                     reserved_to_groups) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
                    params![
                        self.tenant_no,
                        id.bytes(),
                        place.reached,
                        code.as_str(),
                        code.folded(),
                        product.bytes(),
                        terms.title.as_str(),
                        terms.unit_price.minor(),
                        terms.unit_price.currency().code(),
                        json(&terms.duration)?,
                        terms.anchor.word(),
                        terms.makes_registration_codes,
                        json(&terms.seats)?,
                        json(&terms.adds_to_groups)?,
                        json(&terms.reserved_to_groups)?,
                    ],
                )
            }
            PriceEvent::PriceEdited { terms } => self.edit_price(id, terms),
        }
    }

    fn edit_price(&self, id: PriceId, terms: &PriceTerms) -> Outcome<()> {
        self.run_on_one(
            "UPDATE prices SET title = ?3, unit_price = ?4, currency = ?5, duration = ?6, anchor = ?7, \
             makes_registration_codes = ?8, seats = ?9, adds_to_groups = ?10, reserved_to_groups = ?11 \
             WHERE tenant_no = ?1 AND id = ?2",
            params![
                self.tenant_no,
                id.bytes(),
                terms.title.as_str(),
                terms.unit_price.minor(),
                terms.unit_price.currency().code(),
                json(&terms.duration)?,
                terms.anchor.word(),
                terms.makes_registration_codes,
                json(&terms.seats)?,
                json(&terms.adds_to_groups)?,
                json(&terms.reserved_to_groups)?,
            ],
        )
    }
}
