use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::{
    CatalogueRefused, EditPrice, EditProduct, EditSeatPolicy, InvitationPolicy, ReclaimPolicy, SeatPolicy,
    edit_item, edit_price, edit_product, retitle_course,
};
use super::*;
use crate::refusal::{Outcome, Refusal};
use crate::rule::PRC_01;

fn month() -> Price {
    catalogue().prices()[0].clone()
}

/// PRC-01, REG-02
#[test]
fn the_registration_code_switch_is_turned_on_and_everything_else_stays() {
    let mut price = month();
    let command = EditPrice { makes_registration_codes: Some(true), ..Default::default() };
    let (outcome, events) = edit_price(&price, command).unwrap();
    assert_eq!(outcome, Outcome::Applied);
    price.apply(&events[0], Revision::new(2));
    assert_eq!(price.terms, PriceTerms { makes_registration_codes: true, ..terms() });
    assert_eq!((price.code.as_str(), price.revision), ("ALG-MONTH", Revision::new(2)));
}

/// PRC-01
#[test]
fn an_edit_to_fixed_dates_is_refused_while_the_anchor_is_another() {
    let launched = Price { terms: PriceTerms { anchor: Anchor::FirstLaunch, ..terms() }, ..month() };
    let fixed = AccessDuration::parse("..2026-06-30").ok();
    let command = EditPrice { duration: fixed, ..Default::default() };
    let refused = edit_price(&launched, command.clone());
    assert_eq!(refused, Err(CatalogueRefused::AnchorNeedsDuration(Anchor::FirstLaunch)));
    let both = EditPrice { anchor: Some(Anchor::OrderDate), ..command };
    assert!(edit_price(&launched, both).is_ok());
}

/// PRC-01
#[test]
fn a_unit_price_below_nothing_is_refused() {
    let negative = Money::from_minor(-1, Currency::USD);
    let refused = Err(CatalogueRefused::NegativePrice(negative));
    let command = EditPrice { unit_price: Some(negative), ..Default::default() };
    assert_eq!(edit_price(&month(), command), refused);
    let terms = PriceTerms { unit_price: negative, ..terms() };
    let new = AddPrice { code: code("P"), product: month().product, terms };
    assert_eq!(add_price(&catalogue(), new).map(|events| (Outcome::Applied, events)), refused);
}

/// PRC-01, Q-02, Q-05, Q-11, INV-01
#[test]
fn an_edit_of_what_is_agreed_about_seats_changes_what_it_names_and_keeps_the_rest() {
    let mut price = month();
    let edited = |price: &mut Price, seats: EditSeatPolicy| {
        let (outcome, events) = edit_price(price, EditPrice { seats, ..Default::default() }).unwrap();
        for event in &events {
            price.apply(event, price.revision.next());
        }
        (outcome, price.terms.seats)
    };
    let invitations = InvitationPolicy::default();
    let reclaim = ReclaimPolicy::Capped(20);
    let capped = EditSeatPolicy { reclaim: Some(reclaim), ..Default::default() };
    assert_eq!(edited(&mut price, capped), (Outcome::Applied, SeatPolicy { reclaim, invitations }));
    assert_eq!(edited(&mut price, capped).0, Outcome::Unchanged);
    let all = EditSeatPolicy {
        reclaim: None,
        life_days: Some(7),
        must_match_email: Some(true),
        freezes_with_buyer: Some(true),
    };
    let strict = InvitationPolicy { life_days: 7, must_match_email: true, freezes_with_buyer: true };
    assert_eq!(edited(&mut price, all), (Outcome::Applied, SeatPolicy { reclaim, invitations: strict }));
}

/// PRC-01, INV-01, Q-02
#[test]
fn an_invitation_is_open_for_a_day_to_a_year_and_a_cap_is_a_share() {
    let edit = |seats: EditSeatPolicy| edit_price(&month(), EditPrice { seats, ..Default::default() });
    for days in [0, 366, u16::MAX] {
        let refused = edit(EditSeatPolicy { life_days: Some(days), ..Default::default() }).unwrap_err();
        assert_eq!((&refused, refused.rules()), (&CatalogueRefused::InvitationLife(days), &[PRC_01][..]));
    }
    for days in [1, 365] {
        assert!(edit(EditSeatPolicy { life_days: Some(days), ..Default::default() }).is_ok());
    }
    let cap = |percent| Some(ReclaimPolicy::Capped(percent));
    let refused = edit(EditSeatPolicy { reclaim: cap(101), ..Default::default() }).unwrap_err();
    assert_eq!((&refused, refused.rules()), (&CatalogueRefused::ReclaimCap(101), &[PRC_01][..]));
    for percent in [0, 100] {
        assert!(edit(EditSeatPolicy { reclaim: cap(percent), ..Default::default() }).is_ok());
    }
    let seats = SeatPolicy { reclaim: ReclaimPolicy::Capped(101), ..SeatPolicy::default() };
    let new = AddPrice { code: code("P"), product: month().product, terms: PriceTerms { seats, ..terms() } };
    assert_eq!(add_price(&catalogue(), new), Err(CatalogueRefused::ReclaimCap(101)));
}

/// TRN-12, TRN-16
#[test]
fn an_item_is_held_to_the_same_numbers_when_it_is_edited() {
    let none = ItemTerms { attempt_limit: Some(0), ..item_terms() };
    assert_eq!(edit_item(&item(), none), Err(CatalogueRefused::NoAttempt));
    let negative = ItemTerms { weight: Some(Decimal::NEGATIVE_ONE), ..item_terms() };
    assert!(edit_item(&item(), negative).is_err());
}

#[test]
fn an_edited_item_keeps_its_place_and_its_version() {
    let mut course = catalogue().courses()[0].clone();
    let terms = ItemTerms { is_required: false, ..item_terms() };
    let (_, events) = edit_item(&course.items[0].clone(), terms.clone()).unwrap();
    course.apply(&events[0], Revision::new(4), Instant::EPOCH);
    assert_eq!((course.items[0].code.as_str(), &course.items[0].terms), ("ALG-1", &terms));
    assert_eq!(course.items[1].terms, item_terms());
    assert_eq!(edit_item(&course.items[0], terms), Ok((Outcome::Unchanged, Vec::new())));
}

#[test]
fn a_course_gets_a_new_title_once() {
    let mut course = catalogue().courses()[0].clone();
    let (outcome, events) = retitle_course(&course, title("Linear algebra"));
    assert_eq!(outcome, Outcome::Applied);
    course.apply(&events[0], Revision::new(4), Instant::EPOCH);
    assert_eq!(course.title, title("Linear algebra"));
    assert_eq!(retitle_course(&course, title("Linear algebra")), (Outcome::Unchanged, Vec::new()));
}

fn any_groups() -> impl Strategy<Value = Option<Vec<GroupId>>> {
    option::of(proptest::collection::vec((1_u64..3).prop_map(group), 0..4))
}

fn first_places<T: PartialEq + Copy>(things: &[T]) -> Vec<T> {
    let is_first = |(place, thing): &(usize, &T)| !things[..*place].contains(thing);
    things.iter().enumerate().filter(is_first).map(|(_, thing)| *thing).collect()
}

proptest! {
    /// PRC-01, ACC-04, REG-06
    #[test]
    fn an_edited_price_has_exactly_the_terms_asked_for_and_editing_again_changes_nothing(
        minor in option::of(0_i64..10),
        duration in option::of(select(vec!["1 day", "1 month", "unlimited"])),
        anchor in option::of(select(vec![Anchor::OrderDate, Anchor::Redemption, Anchor::FirstLaunch])),
        switch in option::of(any::<bool>()),
        adds in any_groups(),
        reserved in any_groups(),
    ) {
        let mut price = month();
        let command = EditPrice {
            title: None,
            unit_price: minor.map(|minor| Money::from_minor(minor, Currency::USD)),
            duration: duration.map(|text| AccessDuration::parse(text).unwrap()),
            anchor,
            makes_registration_codes: switch,
            seats: EditSeatPolicy::default(),
            adds_to_groups: adds.clone(),
            reserved_to_groups: reserved.clone(),
        };
        for event in edit_price(&price, command.clone()).unwrap().1 {
            price.apply(&event, Revision::new(2));
        }
        prop_assert_eq!(&price.terms, &PriceTerms {
            title: terms().title,
            unit_price: command.unit_price.unwrap_or(terms().unit_price),
            duration: command.duration.unwrap_or(terms().duration),
            anchor: anchor.unwrap_or_default(),
            makes_registration_codes: switch.unwrap_or(false),
            seats: terms().seats,
            adds_to_groups: first_places(&adds.unwrap_or_default()),
            reserved_to_groups: first_places(&reserved.unwrap_or_default()),
        });
        prop_assert_eq!(edit_price(&price, command), Ok((Outcome::Unchanged, Vec::new())));
    }

    #[test]
    fn an_edited_product_has_exactly_what_was_asked_for_and_editing_again_changes_nothing(
        name in option::of(select(vec!["ALGEBRA", "Algebra for all"])),
        courses in option::of(proptest::collection::vec((1_u64..4).prop_map(course_id), 0..5)),
        words in option::of(option::of(select(vec!["Over.", "Gone: {{ courses }}"]))),
    ) {
        let mut product = catalogue().products()[0].clone();
        let message = words.map(|words| words.map(|text| Message::parse(text).unwrap()));
        let command =
            EditProduct { title: name.map(title), courses: courses.clone(), expired_message: message.clone() };
        for event in edit_product(&product, command.clone()).1 {
            product.apply(&event, Revision::new(2));
        }
        prop_assert_eq!(&product.title, &title(name.unwrap_or("ALGEBRA")));
        let wanted = courses.map_or(vec![course_id(1)], |courses| first_places(&courses));
        prop_assert_eq!(&product.courses, &wanted);
        prop_assert_eq!(&product.expired_message, &message.flatten());
        prop_assert_eq!(edit_product(&product, command), (Outcome::Unchanged, Vec::new()));
    }
}
