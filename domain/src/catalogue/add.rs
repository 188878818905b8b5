//! Making catalogue entries.

use rust_decimal::Decimal;

use super::{
    Anchor, Catalogue, CatalogueRefused, CourseEvent, ItemTerms, PriceEvent, PriceTerms, ProductEvent,
    ReclaimPolicy, SeatPolicy,
};
use crate::id::{CourseId, ItemId, ProductId};
use crate::money::{Currency, Money};
use crate::text::{Code, Title};
use crate::time::AccessDuration;

/// A new product's facts.
#[derive(Debug, Clone)]
pub struct AddProduct {
    /// Unique among products.
    pub code: Code,
    /// The title shown.
    pub title: Title,
    /// The courses it opens.
    pub courses: Vec<CourseId>,
}

/// A new price's facts.
#[derive(Debug, Clone)]
pub struct AddPrice {
    /// Unique among prices.
    pub code: Code,
    /// The product it sells.
    pub product: ProductId,
    /// Its terms.
    pub terms: PriceTerms,
}

/// A new course's facts.
#[derive(Debug, Clone)]
pub struct AddCourse {
    /// Unique among courses.
    pub code: Code,
    /// The title shown.
    pub title: Title,
}

/// A new item's facts.
#[derive(Debug, Clone)]
pub struct AddItem {
    /// Its id.
    pub id: ItemId,
    /// Unique among items.
    pub code: Code,
    /// Its terms.
    pub terms: ItemTerms,
}

/// Makes a product.
///
/// # Errors
/// [`CatalogueRefused::CodeTaken`] (ORD-09).
pub fn add_product(
    catalogue: &Catalogue,
    command: AddProduct,
) -> Result<Vec<ProductEvent>, CatalogueRefused> {
    let AddProduct { code, title, courses } = command;
    if catalogue.product_by_code(code.as_str()).is_some() {
        return Err(CatalogueRefused::CodeTaken { what: "product", code });
    }
    Ok(vec![ProductEvent::ProductAdded { code, title, courses: once_each(courses) }])
}

/// Makes a price (PRC-01).
///
/// # Errors
/// [`CatalogueRefused::CodeTaken`] (ORD-09); [`CatalogueRefused::NegativePrice`],
/// [`CatalogueRefused::AnchorNeedsDuration`], [`CatalogueRefused::InvitationLife`] and
/// [`CatalogueRefused::ReclaimCap`] (PRC-01).
pub fn add_price(catalogue: &Catalogue, command: AddPrice) -> Result<Vec<PriceEvent>, CatalogueRefused> {
    let AddPrice { code, product, terms } = command;
    if catalogue.price_by_code(code.as_str()).is_some() {
        return Err(CatalogueRefused::CodeTaken { what: "price", code });
    }
    check_terms(&terms)?;
    Ok(vec![PriceEvent::PriceAdded { code, product, terms: Box::new(with_groups_once(terms)) }])
}

/// Makes a course with its version 1.
///
/// # Errors
/// [`CatalogueRefused::CodeTaken`] (ORD-09).
pub fn add_course(catalogue: &Catalogue, command: AddCourse) -> Result<Vec<CourseEvent>, CatalogueRefused> {
    let AddCourse { code, title } = command;
    if catalogue.course_by_code(code.as_str()).is_some() {
        return Err(CatalogueRefused::CodeTaken { what: "course", code });
    }
    Ok(vec![CourseEvent::CourseAdded { code, title }])
}

/// Adds an item to the latest version of a course.
///
/// # Errors
/// [`CatalogueRefused::CodeTaken`] (ORD-09), [`CatalogueRefused::OutOfRange`] and
/// [`CatalogueRefused::MoreThanAll`] (TRN-16), [`CatalogueRefused::NoAttempt`] (TRN-12).
pub fn add_item(catalogue: &Catalogue, command: AddItem) -> Result<Vec<CourseEvent>, CatalogueRefused> {
    let AddItem { id, code, terms } = command;
    if catalogue.item_by_code(code.as_str()).is_some() {
        return Err(CatalogueRefused::CodeTaken { what: "item", code });
    }
    check_numbers(&terms)?;
    Ok(vec![CourseEvent::ItemAdded { item: id, code, terms: Box::new(terms) }])
}

/// Checks that a unit price is in the tenant's currency.
///
/// # Errors
/// [`CatalogueRefused::OtherCurrency`] (PRC-01).
pub fn check_currency(price: Money, currency: Currency) -> Result<(), CatalogueRefused> {
    if price.currency() == currency {
        return Ok(());
    }
    Err(CatalogueRefused::OtherCurrency { price, currency })
}

/// Each thing at its first place only: a list of what is opened or joined says nothing more by saying it twice.
pub(super) fn once_each<T: PartialEq>(things: Vec<T>) -> Vec<T> {
    let mut once = Vec::with_capacity(things.len());
    for thing in things {
        if !once.contains(&thing) {
            once.push(thing);
        }
    }
    once
}

pub(super) fn with_groups_once(terms: PriceTerms) -> PriceTerms {
    let (adds, reserved) = (once_each(terms.adds_to_groups), once_each(terms.reserved_to_groups));
    PriceTerms { adds_to_groups: adds, reserved_to_groups: reserved, ..terms }
}

pub(super) fn check_terms(terms: &PriceTerms) -> Result<(), CatalogueRefused> {
    if terms.unit_price.minor() < 0 {
        return Err(CatalogueRefused::NegativePrice(terms.unit_price));
    }
    check_seats(terms.seats)?;
    match (&terms.duration, terms.anchor) {
        (AccessDuration::FixedDates { .. }, anchor) if anchor != Anchor::OrderDate => {
            Err(CatalogueRefused::AnchorNeedsDuration(anchor))
        }
        _ => Ok(()),
    }
}

fn check_seats(policy: SeatPolicy) -> Result<(), CatalogueRefused> {
    let days = policy.invitations.life_days;
    if !(1..=365).contains(&days) {
        return Err(CatalogueRefused::InvitationLife(days));
    }
    match policy.reclaim {
        ReclaimPolicy::Capped(percent) if percent > 100 => Err(CatalogueRefused::ReclaimCap(percent)),
        _ => Ok(()),
    }
}

pub(super) fn check_numbers(terms: &ItemTerms) -> Result<(), CatalogueRefused> {
    for (what, value) in [("weight", terms.weight), ("maximum score", terms.maximum_score)] {
        if let Some(number) = value.filter(|number| *number < Decimal::ZERO || number.normalize().scale() > 4)
        {
            return Err(CatalogueRefused::OutOfRange { what, value: number.to_string() });
        }
    }
    if let Some(weight) = terms.weight.filter(|weight| *weight > Decimal::ONE_HUNDRED) {
        return Err(CatalogueRefused::MoreThanAll(weight));
    }
    match terms.attempt_limit {
        Some(0) => Err(CatalogueRefused::NoAttempt),
        _ => Ok(()),
    }
}
