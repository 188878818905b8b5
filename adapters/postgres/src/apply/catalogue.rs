use rollbook_domain::catalogue::{PriceEvent, PriceTerms, ProductEvent};
use rollbook_domain::id::{CourseId, PriceId, ProductId};
use rollbook_domain::port::stored::Word;
use rollbook_domain::text::Message;

use super::{Book, Place, Table, json};
use crate::failure::Outcome;
use crate::row::StoredId;

const EDIT_PRODUCT: &str =
    "UPDATE products p SET title = n.title FROM {rows} WHERE p.tenant_no = $1 AND p.id = n.id";

const SET_PRODUCT_MESSAGE: &str = "UPDATE products p SET expired_message = n.expired_message FROM {rows} \
    WHERE p.tenant_no = $1 AND p.id = n.id";

const REMOVE_PRODUCT_COURSES: &str =
    "DELETE FROM product_courses c USING {rows} WHERE c.tenant_no = $1 AND c.product_id = n.product_id";

const EDIT_PRICE: &str = "UPDATE prices p SET title = n.title, unit_price = n.unit_price, currency = n.currency, \
    duration = n.duration::json, anchor = n.anchor, makes_registration_codes = n.makes_registration_codes, \
    seats = n.seats::json, adds_to_groups = n.adds_to_groups::json, \
    reserved_to_groups = n.reserved_to_groups::json FROM {rows} WHERE p.tenant_no = $1 AND p.id = n.id";

impl Book {
    pub(super) fn apply_product(
        &mut self,
        place: &Place,
        id: ProductId,
        event: &ProductEvent,
    ) -> Outcome<()> {
        match event {
            ProductEvent::ProductAdded { code, title, courses } => {
                self.insert(
                    Table::Products,
                    id.uuid(),
                    [
                        ("id", id.uuid().into()),
                        ("revision", place.reached.into()),
                        ("code", code.as_str().into()),
                        ("code_key", code.folded().into()),
                        ("title", title.as_str().into()),
                    ],
                )?;
                self.insert_product_courses(id, courses)
            }
            ProductEvent::ProductEdited { title, courses } => {
                let cells = [("id", id.uuid().into()), ("title", title.as_str().into())];
                self.change_one(Table::Products, id.uuid(), EDIT_PRODUCT, cells)?;
                let cells = [("product_id", id.uuid().into())];
                self.change(Table::ProductCourses, id.uuid(), REMOVE_PRODUCT_COURSES, cells)?;
                self.insert_product_courses(id, courses)
            }
            ProductEvent::ProductMessageSet { message } => {
                let text = message.as_ref().map(Message::as_str);
                let cells = [("id", id.uuid().into()), ("expired_message", text.into())];
                self.change_one(Table::Products, id.uuid(), SET_PRODUCT_MESSAGE, cells)
            }
        }
    }

    fn insert_product_courses(&mut self, id: ProductId, courses: &[CourseId]) -> Outcome<()> {
        for (number, course) in (1_i64..).zip(courses) {
            self.insert(
                Table::ProductCourses,
                id.uuid(),
                [
                    ("product_id", id.uuid().into()),
                    ("number", number.into()),
                    ("course_id", course.uuid().into()),
                ],
            )?;
        }
        Ok(())
    }

    pub(super) fn apply_price(&mut self, place: &Place, id: PriceId, event: &PriceEvent) -> Outcome<()> {
        match event {
            PriceEvent::PriceAdded { code, product, terms } => self.insert(
                Table::Prices,
                id.uuid(),
                [
                    ("id", id.uuid().into()),
                    ("revision", place.reached.into()),
                    ("code", code.as_str().into()),
                    ("code_key", code.folded().into()),
                    ("product_id", product.uuid().into()),
                    ("title", terms.title.as_str().into()),
                    ("unit_price", terms.unit_price.minor().into()),
                    ("currency", terms.unit_price.currency().code().into()),
                    ("duration", json(&terms.duration)?),
                    ("anchor", terms.anchor.word().into()),
                    ("makes_registration_codes", terms.makes_registration_codes.into()),
                    ("seats", json(&terms.seats)?),
                    ("adds_to_groups", json(&terms.adds_to_groups)?),
                    ("reserved_to_groups", json(&terms.reserved_to_groups)?),
                ],
            ),
            PriceEvent::PriceEdited { terms } => self.edit_price(id, terms),
        }
    }

    fn edit_price(&mut self, id: PriceId, terms: &PriceTerms) -> Outcome<()> {
        self.change_one(
            Table::Prices,
            id.uuid(),
            EDIT_PRICE,
            [
                ("id", id.uuid().into()),
                ("title", terms.title.as_str().into()),
                ("unit_price", terms.unit_price.minor().into()),
                ("currency", terms.unit_price.currency().code().into()),
                ("duration", json(&terms.duration)?),
                ("anchor", terms.anchor.word().into()),
                ("makes_registration_codes", terms.makes_registration_codes.into()),
                ("seats", json(&terms.seats)?),
                ("adds_to_groups", json(&terms.adds_to_groups)?),
                ("reserved_to_groups", json(&terms.reserved_to_groups)?),
            ],
        )
    }
}
