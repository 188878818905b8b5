//! The catalogue: adding, editing and finding products, prices, courses and items.

mod add_course;
mod add_item;
mod add_price;
mod add_product;
mod define_quiz;
mod edit_course;
mod edit_item;
mod edit_price;
mod edit_product;
mod get;
mod get_quiz;
mod publish_course;
mod read;
mod set_mails;

pub use add_course::add_course;
pub use add_item::{NewItem, add_item};
pub use add_price::{NewPrice, add_price};
pub use add_product::{NewProduct, add_product};
pub use define_quiz::define_quiz;
pub use edit_course::edit_course;
pub use edit_item::{ItemEdit, ItemEdited, edit_item};
pub use edit_price::{PriceEdit, edit_price};
pub use edit_product::{ProductEdit, edit_product};
pub use get::{get_course, get_item, get_price, get_product};
pub use get_quiz::get_quiz;
pub use publish_course::publish_course;
pub use read::read_catalogue;
pub use set_mails::{CourseMailsEdit, set_course_mails};

#[cfg(test)]
mod tests;
