//! Commands on the catalogue and the settings.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::catalogue::{
    self, CourseMailsEdit, ItemEdit, NewItem, NewPrice, NewProduct, PriceEdit, ProductEdit,
};
use rollbook_application::settings::{SettingChange, change_settings};
use rollbook_domain::catalogue::{AddCourse, Anchor, InvitationPolicy, ItemKind, ReclaimPolicy, SeatPolicy};
use rollbook_domain::settings::SettingKey;
use rollbook_domain::text::Message;
use rollbook_domain::time::AccessDuration;

use super::account::groups;
use super::pools::{CODES, DURATIONS, NAMES, index, known, pick};
use super::world::{World, told};
use crate::facts::{item_terms, quiz, usd};
use crate::words::{code, title};

#[derive(Debug, Clone)]
pub(super) enum CatalogueCommand {
    AddCourse { code: u8 },
    Retitle { course: u8, title: u8 },
    AddItem { code: u8, course: u8, limit: Option<u32> },
    EditItem { item: u8, title: u8, is_required: bool, after: Option<u8> },
    SetMails { course: u8, has_survey: bool, inactivity_days: u32 },
    DefineQuiz { item: u8, pass_mark: u32 },
    MakeModule { item: u8 },
    AddProduct { code: u8, courses: Vec<u8> },
    EditProduct { product: u8, title: Option<u8>, add: Vec<u8>, remove: Vec<u8>, message: Option<u8> },
    AddPrice { code: u8, product: u8, terms: Terms },
    EditPrice { price: u8, terms: Terms },
    Setting { value: u8 },
}

/// The price that the prelude makes for seats.
pub(super) const SEATS_PRICE: u8 = 4;

/// The terms of a price.
#[derive(Debug, Clone)]
pub(super) struct Terms {
    duration: u8,
    anchor: u8,
    cents: i64,
    adds_to: Vec<u8>,
    reserved_to: Vec<u8>,
}

const SETTINGS: &[(SettingKey, &str)] = &[
    (SettingKey::TimeZone, "Europe/Berlin"),
    (SettingKey::TimeZone, "America/New_York"),
    (SettingKey::TimeZone, "UTC"),
    (SettingKey::TimeZone, "Mars/Olympus"),
    (SettingKey::ImportMaxRows, "3"),
    (SettingKey::ImportMaxRows, "100"),
    (SettingKey::GuardThreshold, "2"),
    (SettingKey::GuardThreshold, "1000"),
    (SettingKey::ExpiredMessage, "Over."),
    (SettingKey::ExpiredMessageMany, "All over:\n{{ courses }}"),
    (SettingKey::ExpiredMessageMany, "none"),
    (SettingKey::Currency, "EUR"),
    (SettingKey::Locale, "de-AT"),
    (SettingKey::QuizGraceMinutes, "2000"),
    (SettingKey::QuizGraceMinutes, "0"),
    (SettingKey::ExpiryNoticeDays, "30,7"),
    (SettingKey::ExpiryNoticeDays, "300"),
];

fn terms() -> impl Strategy<Value = Terms> + Clone {
    let few = || prop_oneof![3 => Just(Vec::new()), 1 => vec(prop_oneof![Just(0), Just(2)], 1..3)];
    (index(), prop_oneof![3 => Just(0), 2 => index()], 0..10_000_i64, few(), few()).prop_map(
        |(duration, anchor, cents, adds_to, reserved_to)| Terms {
            duration,
            anchor,
            cents,
            adds_to,
            reserved_to,
        },
    )
}

impl CatalogueCommand {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let few = || vec(known(), 0..3);
        prop_oneof![
            index().prop_map(|code| Self::AddCourse { code }),
            (known(), index()).prop_map(|(course, title)| Self::Retitle { course, title }),
            (index(), known(), option::of(1_u32..4)).prop_map(|(code, course, limit)| Self::AddItem {
                code,
                course,
                limit
            }),
            (known(), index(), any::<bool>(), option::of(known())).prop_map(
                |(item, title, is_required, after)| Self::EditItem { item, title, is_required, after }
            ),
            (known(), any::<bool>(), 0_u32..4).prop_map(|(course, has_survey, inactivity_days)| {
                Self::SetMails { course, has_survey, inactivity_days }
            }),
            (known(), 0_u32..3).prop_map(|(item, mark)| Self::DefineQuiz { item, pass_mark: 40 * mark }),
            (index(), few()).prop_map(|(code, courses)| Self::AddProduct { code, courses }),
            (known(), option::of(index()), few(), few(), option::of(index())).prop_map(
                |(product, title, add, remove, message)| Self::EditProduct {
                    product,
                    title,
                    add,
                    remove,
                    message
                }
            ),
            (index(), known(), terms()).prop_map(|(code, product, terms)| Self::AddPrice {
                code,
                product,
                terms
            }),
            (known(), terms()).prop_map(|(price, terms)| Self::EditPrice { price, terms }),
            index().prop_map(|value| Self::Setting { value }),
        ]
    }

    pub(super) fn prelude() -> Vec<Self> {
        let open = |duration, anchor| Terms {
            duration,
            anchor,
            cents: 0,
            adds_to: Vec::new(),
            reserved_to: Vec::new(),
        };
        vec![
            Self::AddCourse { code: 0 },
            Self::AddCourse { code: 1 },
            Self::AddCourse { code: 2 },
            Self::AddItem { code: 0, course: 0, limit: Some(2) },
            Self::AddItem { code: 1, course: 1, limit: None },
            Self::DefineQuiz { item: 0, pass_mark: 50 },
            Self::MakeModule { item: 1 },
            Self::AddProduct { code: 0, courses: vec![0] },
            Self::AddProduct { code: 1, courses: vec![1] },
            Self::AddProduct { code: 2, courses: vec![1, 0] },
            Self::AddPrice { code: 0, product: 0, terms: open(0, 0) },
            Self::AddPrice { code: 1, product: 1, terms: open(1, 0) },
            Self::AddPrice { code: 2, product: 2, terms: open(2, 2) },
            Self::AddPrice { code: SEATS_PRICE, product: 0, terms: Terms { cents: 1, ..open(1, 0) } },
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        match self.clone() {
            Self::AddCourse { code: index } => {
                let typed = pick(CODES, index);
                let command = AddCourse { code: code(typed), title: title(typed) };
                told(catalogue::add_course(&desk, command))
            }
            Self::Retitle { course, title: index } => {
                let title = title(pick(NAMES, index));
                told(catalogue::edit_course(&desk, pick(CODES, course), title))
            }
            Self::AddItem { code: index, course, limit } => {
                let typed = pick(CODES, index);
                let mut terms = item_terms(typed);
                terms.attempt_limit = limit;
                let command = NewItem { code: code(typed), course: pick(CODES, course).to_owned(), terms };
                told(catalogue::add_item(&desk, command))
            }
            Self::EditItem { item, title: index, is_required, after } => {
                let command = ItemEdit {
                    title: Some(title(pick(NAMES, index))),
                    is_required: Some(is_required),
                    after: after.map(|after| Some(pick(CODES, after).to_owned())),
                    is_final_assessment: Some(!is_required),
                    ..ItemEdit::default()
                };
                told(catalogue::edit_item(&desk, pick(CODES, item), command))
            }
            Self::MakeModule { item } => {
                let command = ItemEdit { kind: Some(ItemKind::Scorm), ..ItemEdit::default() };
                told(catalogue::edit_item(&desk, pick(CODES, item), command))
            }
            Self::SetMails { course, has_survey, inactivity_days } => {
                let command = CourseMailsEdit {
                    has_survey: Some(has_survey),
                    inactivity_days: Some(Some(inactivity_days)),
                    ..CourseMailsEdit::default()
                };
                told(catalogue::set_course_mails(&desk, pick(CODES, course), command))
            }
            Self::DefineQuiz { item, pass_mark } => {
                told(catalogue::define_quiz(&desk, pick(CODES, item), quiz(pass_mark)))
            }
            Self::AddProduct { code: index, courses } => {
                let typed = pick(CODES, index);
                let command = NewProduct { code: code(typed), title: title(typed), courses: codes(&courses) };
                told(catalogue::add_product(&desk, command))
            }
            Self::EditProduct { product, title: index, add, remove, message } => {
                let words = |index| (index > 0).then(|| Message::parse(pick(NAMES, index)).unwrap());
                let command = ProductEdit {
                    title: index.map(|index| title(pick(NAMES, index))),
                    add_courses: codes(&add),
                    remove_courses: codes(&remove),
                    expired_message: message.map(words),
                };
                told(catalogue::edit_product(&desk, pick(CODES, product), command))
            }
            Self::AddPrice { .. } | Self::EditPrice { .. } => self.price(world),
            Self::Setting { value } => {
                let (key, value) = SETTINGS[usize::from(value) % SETTINGS.len()];
                let change = SettingChange { key, value: value.to_owned() };
                told(change_settings(&desk, &[change]))
            }
        }
    }

    fn price(&self, world: &World) -> String {
        let desk = world.desk();
        let duration = |terms: &Terms| AccessDuration::parse(pick(DURATIONS, terms.duration)).unwrap();
        let anchor = |terms: &Terms| {
            [Anchor::OrderDate, Anchor::Redemption, Anchor::FirstLaunch][usize::from(terms.anchor) % 3]
        };
        match self {
            Self::AddPrice { code: index, product, terms } => {
                let command = NewPrice {
                    code: code(pick(CODES, *index)),
                    product: pick(CODES, *product).to_owned(),
                    title: title("Terms"),
                    unit_price: usd(terms.cents),
                    duration: duration(terms),
                    anchor: anchor(terms),
                    makes_registration_codes: terms.cents % 2 == 1,
                    seats: policy(terms.cents),
                    adds_to_groups: groups(&terms.adds_to),
                    reserved_to_groups: groups(&terms.reserved_to),
                };
                told(catalogue::add_price(&desk, command))
            }
            Self::EditPrice { price, terms } => {
                let command = PriceEdit {
                    unit_price: Some(usd(terms.cents)),
                    duration: Some(duration(terms)),
                    anchor: Some(anchor(terms)),
                    adds_to_groups: Some(groups(&terms.adds_to)),
                    reserved_to_groups: Some(groups(&terms.reserved_to)),
                    ..PriceEdit::default()
                };
                told(catalogue::edit_price(&desk, pick(CODES, *price), command))
            }
            _ => String::new(),
        }
    }
}

fn codes(indexes: &[u8]) -> Vec<String> {
    indexes.iter().map(|index| pick(CODES, *index).to_owned()).collect()
}

/// Mostly what a price says by itself; the others are told apart by the cents.
fn policy(cents: i64) -> SeatPolicy {
    let reclaim = match cents % 10 {
        3 => ReclaimPolicy::BeforeStart,
        5 => ReclaimPolicy::Capped(50),
        7 => ReclaimPolicy::Never,
        9 => ReclaimPolicy::BeforeCompletion,
        _ => ReclaimPolicy::Always,
    };
    let (is_strict, life_days) = (cents % 4 == 3, if cents % 3 == 0 { 5 } else { 30 });
    let invitations =
        InvitationPolicy { life_days, must_match_email: is_strict, freezes_with_buyer: is_strict };
    SeatPolicy { reclaim, invitations }
}
