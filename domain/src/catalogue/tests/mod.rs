mod add;
mod edit;
mod lookup;
mod opening;
mod words;

use rust_decimal::Decimal;

use super::{
    AddCourse, AddItem, AddPrice, AddProduct, Anchor, Catalogue, ContentItem, Course, ItemKind, ItemOpening,
    ItemTerms, Price, PriceTerms, Product, add_course, add_item, add_price, add_product,
};
use crate::id::{CountingIds, CourseId, GroupId, ItemId, PriceId, ProductId};
use crate::money::{Currency, Money};
use crate::stamp::Revision;
use crate::text::{Code, Message, Title};
use crate::time::{AccessDuration, Instant};

fn ids(number: u64) -> CountingIds {
    CountingIds::starting_at(number)
}

fn group(number: u64) -> GroupId {
    GroupId::next(&ids(number))
}

fn course_id(number: u64) -> CourseId {
    CourseId::next(&ids(number))
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn terms() -> PriceTerms {
    PriceTerms {
        title: title("one month"),
        unit_price: Money::from_minor(4900, Currency::USD),
        duration: AccessDuration::parse("30 days").unwrap(),
        anchor: Anchor::OrderDate,
        makes_registration_codes: false,
        seats: crate::catalogue::SeatPolicy::default(),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    }
}

pub(super) fn item_terms() -> ItemTerms {
    ItemTerms {
        title: title("Quiz"),
        kind: ItemKind::Quiz,
        is_required: true,
        weight: Some(Decimal::new(125, 1)),
        maximum_score: None,
        attempt_limit: Some(3),
        opening: ItemOpening::default(),
    }
}

fn product(number: u64, text: &str, courses: Vec<CourseId>) -> Product {
    let command = AddProduct { code: code(text), title: title(text), courses };
    let events = add_product(&Catalogue::default(), command).unwrap();
    Product::from_first(ProductId::next(&ids(number)), &events[0]).unwrap()
}

fn price(number: u64, text: &str, product: ProductId, terms: PriceTerms) -> Price {
    let events = add_price(&Catalogue::default(), AddPrice { code: code(text), product, terms }).unwrap();
    Price::from_first(PriceId::next(&ids(number)), &events[0]).unwrap()
}

pub(super) fn course(number: u64, text: &str, items: &[(u64, &str)]) -> Course {
    let command = AddCourse { code: code(text), title: title(text) };
    let events = add_course(&Catalogue::default(), command).unwrap();
    let mut course = Course::from_first(course_id(number), &events[0], Instant::EPOCH).unwrap();
    for (place, (number, text)) in (2..).zip(items) {
        let command = AddItem { id: ItemId::next(&ids(*number)), code: code(text), terms: item_terms() };
        let events = add_item(&Catalogue::default(), command).unwrap();
        course.apply(&events[0], Revision::new(place), Instant::EPOCH);
    }
    course
}

/// Product `ALGEBRA` opens course `ALG`, which has the items `ALG-1` and `ALG-2`, and is sold at `ALG-MONTH`.
fn catalogue() -> Catalogue {
    let algebra = product(1, "ALGEBRA", vec![course_id(1)]);
    let price = price(1, "ALG-MONTH", algebra.id, terms());
    let course = course(1, "ALG", &[(1, "ALG-1"), (2, "ALG-2")]);
    Catalogue::new(vec![algebra], vec![price], vec![course])
}

fn item() -> ContentItem {
    catalogue().find_item("ALG-1").unwrap().clone()
}
