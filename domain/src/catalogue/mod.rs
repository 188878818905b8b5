//! The catalogue: what is sold (products, prices) and what is opened (courses, content items).

mod add;
mod apply;
mod course;
mod edit;
mod event;
mod item;
mod number;
mod opening;
mod price;
mod product;
mod publish;
pub mod quiz;
mod refusal;
mod seat_policy;
mod set_mails;
mod snapshot;

pub use add::{
    AddCourse, AddItem, AddPrice, AddProduct, add_course, add_item, add_price, add_product, check_currency,
};
pub use course::{Course, CourseMails, CourseVersion};
pub use edit::{
    EditItem, EditPrice, EditProduct, EditSeatPolicy, edit_item, edit_price, edit_product, retitle_course,
};
pub use event::{CourseEvent, PriceEvent, ProductEvent};
pub use item::{ContentItem, ItemKind, ItemOpening, ItemTerms};
pub use number::{NotANumber, parse_number};
pub use opening::check_opening;
pub use price::{Anchor, Price, PriceTerms};
pub use product::Product;
pub use publish::publish_course;
pub use refusal::CatalogueRefused;
/// The decimal number that weights and maximum scores are made of.
pub use rust_decimal::Decimal;
pub use seat_policy::{InvitationPolicy, NotAReclaimPolicy, ReclaimPolicy, SeatPolicy};
pub use set_mails::set_mails;
pub use snapshot::Catalogue;

#[cfg(test)]
mod tests;
