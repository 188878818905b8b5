//! Editing catalogue entries; grants already made keep their windows (ACC-04).

use super::add::{check_numbers, check_terms, once_each, with_groups_once};
use super::{
    Anchor, CatalogueRefused, ContentItem, Course, CourseEvent, InvitationPolicy, ItemTerms, Price,
    PriceEvent, Product, ProductEvent, ReclaimPolicy, SeatPolicy,
};
use crate::id::{CourseId, GroupId};
use crate::money::Money;
use crate::refusal::Outcome;
use crate::text::{Message, Title};
use crate::time::AccessDuration;

/// What to change of a product; `None` keeps what is there.
#[derive(Debug, Clone, Default)]
pub struct EditProduct {
    /// A new title.
    pub title: Option<Title>,
    /// The courses it opens from now on, for earlier buyers too.
    pub courses: Option<Vec<CourseId>>,
    /// What learners are told once their courses have expired by it; `Some(None)` takes its own words away (VIEW-01).
    pub expired_message: Option<Option<Message>>,
}

/// What to change of what a price says about seats; `None` keeps what is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EditSeatPolicy {
    /// When a claimed seat may be taken back.
    pub reclaim: Option<ReclaimPolicy>,
    /// How many days an invitation is open (INV-01).
    pub life_days: Option<u16>,
    /// Whether only the address that was invited may accept.
    pub must_match_email: Option<bool>,
    /// Whether nobody can accept while the buyer is not Active.
    pub freezes_with_buyer: Option<bool>,
}

impl EditSeatPolicy {
    /// The policy with the changes made.
    #[must_use]
    pub fn of(self, policy: SeatPolicy) -> SeatPolicy {
        let old = policy.invitations;
        let invitations = InvitationPolicy {
            life_days: self.life_days.unwrap_or(old.life_days),
            must_match_email: self.must_match_email.unwrap_or(old.must_match_email),
            freezes_with_buyer: self.freezes_with_buyer.unwrap_or(old.freezes_with_buyer),
        };
        SeatPolicy { reclaim: self.reclaim.unwrap_or(policy.reclaim), invitations }
    }
}

/// What to change of a price; `None` keeps what is there.
#[derive(Debug, Clone, Default)]
pub struct EditPrice {
    /// A new title.
    pub title: Option<Title>,
    /// A new unit price.
    pub unit_price: Option<Money>,
    /// A new duration, for later sales (ACC-04).
    pub duration: Option<AccessDuration>,
    /// A new anchor, for later sales.
    pub anchor: Option<Anchor>,
    /// The registration-code switch, for later sales (REG-02, REG-06).
    pub makes_registration_codes: Option<bool>,
    /// What is agreed about seats, for later sales.
    pub seats: EditSeatPolicy,
    /// The groups a buyer is put into from now on.
    pub adds_to_groups: Option<Vec<GroupId>>,
    /// The groups it is reserved to from now on.
    pub reserved_to_groups: Option<Vec<GroupId>>,
}

/// What to change of an item; the whole new terms.
pub type EditItem = ItemTerms;

/// Edits a product.
pub fn edit_product(product: &Product, command: EditProduct) -> (Outcome, Vec<ProductEvent>) {
    let title = command.title.unwrap_or_else(|| product.title.clone());
    let courses = command.courses.map_or_else(|| product.courses.clone(), once_each);
    let mut events = Vec::new();
    if title != product.title || courses != product.courses {
        events.push(ProductEvent::ProductEdited { title, courses });
    }
    if let Some(message) = command.expired_message.filter(|message| *message != product.expired_message) {
        events.push(ProductEvent::ProductMessageSet { message });
    }
    let outcome = if events.is_empty() { Outcome::Unchanged } else { Outcome::Applied };
    (outcome, events)
}

/// Edits a price, for later sales (ACC-04, REG-06).
///
/// # Errors
/// [`CatalogueRefused::NegativePrice`], [`CatalogueRefused::AnchorNeedsDuration`],
/// [`CatalogueRefused::InvitationLife`] and [`CatalogueRefused::ReclaimCap`] (PRC-01).
pub fn edit_price(price: &Price, command: EditPrice) -> Result<(Outcome, Vec<PriceEvent>), CatalogueRefused> {
    let mut terms = price.terms.clone();
    let EditPrice {
        title,
        unit_price,
        duration,
        anchor,
        makes_registration_codes,
        seats,
        adds_to_groups,
        reserved_to_groups,
    } = command;
    terms.title = title.unwrap_or(terms.title);
    terms.unit_price = unit_price.unwrap_or(terms.unit_price);
    terms.duration = duration.unwrap_or(terms.duration);
    terms.anchor = anchor.unwrap_or(terms.anchor);
    terms.makes_registration_codes = makes_registration_codes.unwrap_or(terms.makes_registration_codes);
    terms.seats = seats.of(terms.seats);
    terms.adds_to_groups = adds_to_groups.unwrap_or(terms.adds_to_groups);
    terms.reserved_to_groups = reserved_to_groups.unwrap_or(terms.reserved_to_groups);
    let terms = with_groups_once(terms);
    check_terms(&terms)?;
    if terms == price.terms {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![PriceEvent::PriceEdited { terms: Box::new(terms) }]))
}

/// Gives a course a new title.
pub fn retitle_course(course: &Course, title: Title) -> (Outcome, Vec<CourseEvent>) {
    if title == course.title {
        return (Outcome::Unchanged, Vec::new());
    }
    (Outcome::Applied, vec![CourseEvent::CourseRetitled { title }])
}

/// Gives an item new terms.
///
/// # Errors
/// [`CatalogueRefused::OutOfRange`] and [`CatalogueRefused::MoreThanAll`] (TRN-16), and
/// [`CatalogueRefused::NoAttempt`] (TRN-12).
pub fn edit_item(
    item: &ContentItem,
    terms: EditItem,
) -> Result<(Outcome, Vec<CourseEvent>), CatalogueRefused> {
    check_numbers(&terms)?;
    if terms == item.terms {
        return Ok((Outcome::Unchanged, Vec::new()));
    }
    Ok((Outcome::Applied, vec![CourseEvent::ItemEdited { item: item.id, terms: Box::new(terms) }]))
}
