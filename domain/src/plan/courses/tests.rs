use crate::money::{Currency, Money};
use crate::plan::ledger::Ledger;
use crate::rule::{ACC_09, IMP_04, ORD_09, PRC_01};
use crate::time::AccessDuration;

const HEADER: &str = "Course Code,Title,Start Date,End Date";

fn file(rows: &[&str]) -> String {
    std::iter::once(HEADER).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n")
}

/// PRC-01
#[test]
fn a_row_makes_a_course_a_product_that_opens_it_and_a_free_price_with_its_dates() {
    let mut ledger = Ledger::empty();
    let text = file(&["AAA,Module A,2013-10-01,2014-06-25", "BBB,Module B,,", "CCC,Module C,2013-10-01,"]);
    let plan = ledger.plan_courses(&text);
    assert_eq!((plan.counts.created, plan.touched), (3, 9));
    ledger.apply_courses(&text);
    let catalogue = ledger.catalogue();
    let course = catalogue.course_by_code("AAA").unwrap();
    let product = catalogue.product_by_code("AAA").unwrap();
    let price = catalogue.price_by_code("AAA").unwrap();
    assert_eq!((course.title.as_str(), product.title.as_str()), ("Module A", "Module A"));
    assert_eq!((&product.courses, price.product), (&vec![course.id], product.id));
    assert_eq!(price.terms.unit_price, Money::zero(Currency::USD));
    assert_eq!(price.terms.duration, AccessDuration::parse("2013-10-01..2014-06-25").unwrap());
    assert_eq!(price.terms.title.as_str(), "2013-10-01..2014-06-25");
    let duration = |code: &str| catalogue.price_by_code(code).unwrap().terms.duration.to_string();
    assert_eq!((duration("BBB").as_str(), duration("CCC").as_str()), ("unlimited", "2013-10-01.."));
}

/// ACC-04
#[test]
fn a_known_code_takes_title_and_dates_and_keeps_the_price_that_was_set() {
    let mut ledger = Ledger::empty();
    ledger.apply_courses(&file(&["AAA,Module A,2013-10-01,2014-06-25", "BBB,Module B,,"]));
    ledger.price_mut("AAA").terms.unit_price = Money::from_minor(100, Currency::USD);
    let text = file(&["aaa,New A,2013-10-01,2014-07-31", "BBB,Module B,,"]);
    let plan = ledger.plan_courses(&text);
    assert_eq!((plan.counts.edited, plan.counts.existing, plan.touched), (1, 1, 3));
    ledger.apply_courses(&text);
    let catalogue = ledger.catalogue();
    assert_eq!(catalogue.course_by_code("AAA").unwrap().title.as_str(), "New A");
    assert_eq!(catalogue.product_by_code("AAA").unwrap().title.as_str(), "New A");
    let terms = &catalogue.price_by_code("AAA").unwrap().terms;
    assert_eq!((terms.title.as_str(), terms.unit_price.minor()), ("2013-10-01..2014-07-31", 100));
    assert_eq!(ledger.plan_courses(&text).touched, 0);
}

#[test]
fn a_file_without_date_columns_leaves_known_dates_alone() {
    let mut ledger = Ledger::empty();
    ledger.apply_courses(&file(&["AAA,Module A,2013-10-01,2014-06-25"]));
    ledger.apply_courses("Course Code,Title\nAAA,New A");
    let duration = ledger.price_mut("AAA").terms.duration;
    assert_eq!(duration.to_string(), "2013-10-01..2014-06-25");
}

#[test]
fn what_is_missing_of_a_known_course_is_made() {
    let mut ledger = Ledger::empty();
    ledger.apply_courses(&file(&["AAA,Module A,,"]));
    (ledger.products, ledger.prices) = (Vec::new(), Vec::new());
    let text = file(&["AAA,Module A,,"]);
    assert_eq!(ledger.plan_courses(&text).counts.edited, 1);
    ledger.apply_courses(&text);
    assert_eq!((ledger.courses.len(), ledger.products.len(), ledger.prices.len()), (1, 1, 1));
}

#[test]
fn a_product_of_the_code_comes_to_open_the_course_beside_its_others() {
    let mut ledger = Ledger::empty();
    ledger.apply_courses(&file(&["AAA,Module A,,"]));
    let other = crate::id::CourseId::next(&crate::id::CountingIds::starting_at(900));
    ledger.products[0].courses = vec![other];
    ledger.apply_courses(&file(&["AAA,Module A,,"]));
    assert_eq!(ledger.products[0].courses, [other, ledger.courses[0].id]);
}

#[test]
fn rows_that_will_not_do_are_refused() {
    let mut ledger = Ledger::filled();
    let history = ledger.catalogue().product_by_code("HISTORY").unwrap().id;
    ledger.price_mut("ALGEBRA").product = history;
    let plan = ledger.plan_courses(&file(&[
        "A A,Module A,,",
        "AAA,,,",
        "AAA,Module A,1.10.2013,",
        "AAA,Module A,2014-10-01,2014-06-25",
        "ALGEBRA,Algebra,,",
        "BBB,Module B,,",
        "bbb,Module B,,",
    ]));
    let found: Vec<_> = plan
        .findings
        .refused
        .iter()
        .map(|row| (row.line, row.column.as_deref().unwrap(), row.rules[0]))
        .collect();
    let expected = [
        (2, "Course Code", ORD_09),
        (3, "Title", IMP_04),
        (4, "Start Date", PRC_01),
        (5, "End Date", ACC_09),
        (6, "Course Code", ORD_09),
        (8, "Course Code", ORD_09),
    ];
    assert_eq!(found, expected);
    assert_eq!((plan.counts.created, plan.counts.refused), (1, 6));
}
