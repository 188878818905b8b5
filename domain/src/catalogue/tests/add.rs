use super::super::{CatalogueRefused, CourseEvent, PriceEvent, ProductEvent, check_currency};
use super::*;
use crate::refusal::Refusal;
use crate::rule::{ORD_09, PRC_01, TRN_12, TRN_16};

fn code_refusal(refused: &CatalogueRefused) -> (&'static str, &str) {
    assert_eq!(refused.rules(), &[ORD_09]);
    match refused {
        CatalogueRefused::CodeTaken { what, code } => (what, code.as_str()),
        other => panic!("{other:?}"),
    }
}

/// ORD-09
#[test]
fn a_code_taken_by_an_entry_of_the_same_kind_is_refused_in_any_letter_case() {
    let catalogue = catalogue();
    let command = AddProduct { code: code("algebra"), title: title("x"), courses: Vec::new() };
    assert_eq!(code_refusal(&add_product(&catalogue, command).unwrap_err()), ("product", "algebra"));
    let product = catalogue.products()[0].id;
    let command = AddPrice { code: code("Alg-Month"), product, terms: terms() };
    assert_eq!(code_refusal(&add_price(&catalogue, command).unwrap_err()), ("price", "Alg-Month"));
    let command = AddCourse { code: code("alg"), title: title("x") };
    assert_eq!(code_refusal(&add_course(&catalogue, command).unwrap_err()), ("course", "alg"));
    let command = AddItem { id: item().id, code: code("alg-2"), terms: item_terms() };
    assert_eq!(code_refusal(&add_item(&catalogue, command).unwrap_err()), ("item", "alg-2"));
}

/// ORD-09
#[test]
fn entries_of_different_kinds_may_share_a_code() {
    let catalogue = catalogue();
    let product = catalogue.products()[0].id;
    assert!(add_price(&catalogue, AddPrice { code: code("ALGEBRA"), product, terms: terms() }).is_ok());
    assert!(add_course(&catalogue, AddCourse { code: code("ALGEBRA"), title: title("x") }).is_ok());
}

/// PRC-01
#[test]
fn fixed_dates_count_from_nothing_but_themselves() {
    let fixed = AccessDuration::parse("2026-01-01..2026-06-30").unwrap();
    for anchor in [Anchor::Redemption, Anchor::FirstLaunch] {
        let terms = PriceTerms { duration: fixed, anchor, ..terms() };
        let command = AddPrice { code: code("P"), product: catalogue().products()[0].id, terms };
        let refused = add_price(&Catalogue::default(), command).unwrap_err();
        assert_eq!(refused, CatalogueRefused::AnchorNeedsDuration(anchor));
        assert_eq!(refused.rules(), &[PRC_01]);
    }
    for text in ["30 days", "12 months", "unlimited"] {
        let duration = AccessDuration::parse(text).unwrap();
        let terms = PriceTerms { duration, anchor: Anchor::FirstLaunch, ..terms() };
        let command = AddPrice { code: code("P"), product: catalogue().products()[0].id, terms };
        assert!(add_price(&Catalogue::default(), command).is_ok(), "{text}");
    }
}

/// PRC-01
#[test]
fn a_unit_price_is_in_the_currency_of_the_tenant() {
    let price = Money::from_minor(4900, Currency::USD);
    assert_eq!(check_currency(price, Currency::USD), Ok(()));
    let euro = Currency::parse("EUR").unwrap();
    let refused = check_currency(price, euro).unwrap_err();
    assert_eq!(refused.to_string(), "the unit price 49.00 USD is not in EUR; give an amount in EUR");
}

/// TRN-16
#[test]
fn numbers_of_an_item_are_not_negative_and_have_at_most_four_decimals() {
    let with_weight = |text: &str| {
        let terms = ItemTerms { weight: Some(text.parse().unwrap()), ..item_terms() };
        add_item(&Catalogue::default(), AddItem { id: item().id, code: code("I"), terms })
    };
    for good in ["0", "0.0001", "100", "12.50000"] {
        assert!(with_weight(good).is_ok(), "{good}");
    }
    for bad in ["-0.0001", "0.00001"] {
        let refused = with_weight(bad).unwrap_err();
        assert_eq!(refused.rules(), &[TRN_16]);
        assert!(refused.to_string().contains(bad), "{refused}");
    }
    let refused = with_weight("100.0001").unwrap_err();
    assert_eq!(
        (refused.rules(), refused),
        (&[TRN_16][..], CatalogueRefused::MoreThanAll("100.0001".parse().unwrap()))
    );
    let terms = ItemTerms { maximum_score: Some(Decimal::ONE_THOUSAND), ..item_terms() };
    assert!(add_item(&Catalogue::default(), AddItem { id: item().id, code: code("I"), terms }).is_ok());
    let terms = ItemTerms { maximum_score: Some(Decimal::NEGATIVE_ONE), ..item_terms() };
    let refused = add_item(&Catalogue::default(), AddItem { id: item().id, code: code("I"), terms });
    assert!(refused.unwrap_err().to_string().contains("maximum score is -1"));
}

/// TRN-12
#[test]
fn an_item_that_nobody_may_try_is_refused() {
    let terms = ItemTerms { attempt_limit: Some(0), ..item_terms() };
    let refused = add_item(&Catalogue::default(), AddItem { id: item().id, code: code("I"), terms });
    let refused = refused.unwrap_err();
    assert_eq!(refused.rules(), &[TRN_12]);
    assert!(refused.to_string().contains("give 1 or more"), "{refused}");
}

#[test]
fn a_course_named_twice_is_opened_once_and_keeps_its_first_place() {
    let courses = vec![course_id(2), course_id(1), course_id(2)];
    let product = product(1, "P", courses);
    assert_eq!(product.courses, [course_id(2), course_id(1)]);
}

#[test]
fn a_group_named_twice_counts_once() {
    let twice = vec![group(1), group(1)];
    let terms = PriceTerms { adds_to_groups: twice.clone(), reserved_to_groups: twice, ..terms() };
    let price = price(1, "P", catalogue().products()[0].id, terms);
    assert_eq!(price.terms.adds_to_groups, [group(1)]);
    assert_eq!(price.terms.reserved_to_groups, [group(1)]);
}

#[test]
fn a_new_course_has_its_first_version_and_items_belong_to_the_latest() {
    let course = course(1, "ALG", &[(1, "ALG-1")]);
    assert_eq!(course.latest_version(), 1);
    assert_eq!((course.items[0].since_version, course.items[0].course), (1, course.id));
    assert_eq!(course.revision, Revision::new(2));
}

#[test]
fn a_stream_that_does_not_begin_with_its_entry_makes_none() {
    let edited = ProductEvent::ProductEdited { title: title("x"), courses: Vec::new() };
    assert!(Product::from_first(ProductId::next(&ids(1)), &edited).is_none());
    let edited = PriceEvent::PriceEdited { terms: Box::new(terms()) };
    assert!(Price::from_first(PriceId::next(&ids(1)), &edited).is_none());
    let retitled = CourseEvent::CourseRetitled { title: title("x") };
    assert!(Course::from_first(course_id(1), &retitled, Instant::EPOCH).is_none());
}
