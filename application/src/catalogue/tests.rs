use mockall::Sequence;
use pollster::block_on;
use rollbook_domain::catalogue::{AddCourse, Anchor, Catalogue, SeatPolicy};
use rollbook_domain::event::StreamId;
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::port::{Committed, UniqueFact};
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::{ORD_09, PRC_01};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::AccessDuration;

use super::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::world::{Fault, catalogue, day, item_terms, night, title, world};
use crate::testing::{MockPorts, Room, code, new_tenant, taken};
use crate::{Failure, What};

fn new_product(text: &str) -> NewProduct {
    NewProduct { code: code(text), title: title(text), courses: vec!["alg".to_owned()] }
}

fn new_price() -> NewPrice {
    NewPrice {
        code: code("ALG-YEAR"),
        product: "algebra".to_owned(),
        title: title("one year"),
        unit_price: Money::from_minor(9900, Currency::USD),
        duration: AccessDuration::Unlimited,
        anchor: Anchor::OrderDate,
        makes_registration_codes: false,
        seats: SeatPolicy::default(),
        adds_to_groups: vec!["DAY".to_owned()],
        reserved_to_groups: vec!["night".to_owned()],
    }
}

fn new_item() -> NewItem {
    NewItem { code: code("ALG-2"), course: "ALG".to_owned(), terms: item_terms() }
}

const ACTS: [(&str, Act); 8] = [
    ("add product", |desk| block_on(add_product(desk, new_product("GEOMETRY"))).map(|_| ())),
    ("edit product", |desk| {
        let command = ProductEdit { remove_courses: vec!["ALG".to_owned()], ..Default::default() };
        block_on(edit_product(desk, "ALGEBRA", command)).map(|_| ())
    }),
    ("add price", |desk| block_on(add_price(desk, new_price())).map(|_| ())),
    ("edit price", |desk| {
        let command = PriceEdit {
            makes_registration_codes: Some(true),
            adds_to_groups: Some(vec!["DAY".to_owned()]),
            reserved_to_groups: Some(vec!["NIGHT".to_owned()]),
            ..Default::default()
        };
        block_on(edit_price(desk, "ALG-MONTH", command)).map(|_| ())
    }),
    ("add course", |desk| {
        block_on(add_course(desk, AddCourse { code: code("GEO"), title: title("Geometry") })).map(|_| ())
    }),
    ("edit course", |desk| block_on(edit_course(desk, "ALG", title("Linear algebra"))).map(|_| ())),
    ("add item", |desk| block_on(add_item(desk, new_item())).map(|_| ())),
    ("edit item", |desk| {
        let command = ItemEdit { is_final_assessment: Some(true), ..Default::default() };
        block_on(edit_item(desk, "ALG-1", command)).map(|_| ())
    }),
];

#[test]
fn an_outage_at_any_step_ends_the_command_and_nothing_is_committed() {
    for (name, act) in ACTS {
        an_outage_at_each_step_ends_it(name, act);
    }
}

#[test]
fn a_command_starts_over_when_others_were_faster_and_gives_up_after_sixteen_tries() {
    for (name, act) in ACTS {
        conflicts_are_tried_again_and_then_given_up(name, act);
    }
}

/// ORD-09
#[test]
fn two_who_take_one_code_at_once_end_in_a_refusal() {
    let mut ports = MockPorts::new();
    let mut order = Sequence::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().times(1).in_sequence(&mut order).returning(|| Ok(Catalogue::default()));
    ports.expect_commit().times(1).in_sequence(&mut order).returning(|_| Err(taken(UniqueFact::CourseCode)));
    ports.expect_catalogue().times(1).in_sequence(&mut order).returning(|| Ok(catalogue()));
    let room = Room::with(ports);
    let command = AddCourse { code: code("alg"), title: title("Algebra") };
    let failure = block_on(add_course(&room.desk(), command)).unwrap_err();
    assert_eq!(failure.rules(), &[ORD_09]);
    assert!(failure.to_string().contains("the course code `alg` is taken"), "{failure}");
}

/// PRC-01
#[test]
fn a_price_rests_on_the_tenant_whose_currency_it_is_in() {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_groups().returning(|| Ok(vec![day(), night()]));
    ports.expect_commit().times(1).returning(|commit| {
        let rests = |stream| commit.expected.iter().any(|expected| expected.stream == stream);
        assert!(rests(StreamId::Tenant), "{:?}", commit.expected);
        assert_eq!(commit.positions().unwrap(), [Revision::new(1)]);
        Ok(Committed { last_sequence: 9 })
    });
    let room = Room::with(ports);
    block_on(add_price(&room.desk(), new_price())).unwrap();
}

/// PRC-01
#[test]
fn a_price_in_another_currency_is_refused() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let euro = Money::from_minor(9900, Currency::parse("EUR").unwrap());
    let added = block_on(add_price(&room.desk(), NewPrice { unit_price: euro, ..new_price() })).unwrap_err();
    let command = PriceEdit { unit_price: Some(euro), ..Default::default() };
    let edited = block_on(edit_price(&room.desk(), "ALG-MONTH", command)).unwrap_err();
    for failure in [added, edited] {
        assert_eq!(failure.rules(), &[PRC_01]);
    }
    assert_eq!(tally.commits(), 0);
}

#[test]
fn what_a_command_names_and_is_not_there_is_missing_and_nothing_is_committed() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let desk = room.desk();
    let missing = [
        block_on(add_product(&desk, NewProduct { courses: vec!["X".into()], ..new_product("P") }))
            .map(|_| ()),
        block_on(edit_product(&desk, "X", ProductEdit::default())).map(|_| ()),
        block_on(add_price(&desk, NewPrice { product: "X".into(), ..new_price() })).map(|_| ()),
        block_on(add_price(&desk, NewPrice { adds_to_groups: vec!["X".into()], ..new_price() })).map(|_| ()),
        block_on(edit_price(&desk, "X", PriceEdit::default())).map(|_| ()),
        block_on(edit_course(&desk, "X", title("x"))).map(|_| ()),
        block_on(add_item(&desk, NewItem { course: "X".into(), ..new_item() })).map(|_| ()),
        block_on(edit_item(&desk, "X", ItemEdit::default())).map(|_| ()),
    ];
    let expected = [
        What::Course,
        What::Product,
        What::Product,
        What::Group,
        What::Price,
        What::Course,
        What::Course,
        What::Item,
    ];
    for (result, expected) in missing.into_iter().zip(expected) {
        let Err(Failure::Missing { what, key }) = result else { panic!("{result:?}") };
        assert_eq!((what, key.as_str()), (expected, "X"));
    }
    assert_eq!(tally.commits(), 0);
}

#[test]
fn an_edit_that_changes_nothing_is_not_committed() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let desk = room.desk();
    let again = ProductEdit { add_courses: vec!["ALG".to_owned()], ..Default::default() };
    assert_eq!(block_on(edit_product(&desk, "ALGEBRA", again)).unwrap().outcome, Outcome::Unchanged);
    let price = block_on(edit_price(&desk, "ALG-MONTH", PriceEdit::default())).unwrap();
    let course = block_on(edit_course(&desk, "ALG", title("Algebra"))).unwrap();
    let item = block_on(edit_item(&desk, "ALG-1", ItemEdit::default())).unwrap();
    assert_eq!([price.outcome, course.outcome, item.change.outcome], [Outcome::Unchanged; 3]);
    assert_eq!(tally.commits(), 0);
}
