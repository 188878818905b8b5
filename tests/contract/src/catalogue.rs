//! The catalogue: whole, in code order, and exactly as written.

use std::num::NonZeroU32;

use pollster::block_on;
use rollbook_domain::catalogue::quiz::QuizEdition;
use rollbook_domain::catalogue::{
    Anchor, Catalogue, CourseEvent, CourseMails, ItemKind, ItemOpening, ItemTerms, PriceEvent, PriceTerms,
    ProductEvent, SeatPolicy,
};
use rollbook_domain::event::Event;
use rollbook_domain::id::{CourseId, ItemId, PriceId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Message;
use rollbook_domain::time::{AccessDuration, Date};

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{course_added, item_added, item_terms, price_terms, quiz, quiz_defined, usd};
use crate::words::{code, days_later, title};

cases! { catalogue:
    a_new_tenant_sells_nothing,
    a_bundle_comes_back_as_it_was_written,
    everything_is_in_code_order,
    a_product_keeps_its_courses_in_the_order_given,
    a_product_edited_opens_other_courses,
    a_product_has_words_of_its_own_until_they_are_taken_away,
    a_course_was_published_when_it_was_recorded,
    items_are_in_the_order_added_with_their_terms,
    an_edited_item_keeps_code_and_place,
    every_duration_anchor_and_amount_of_a_price_comes_back,
    an_edited_price_keeps_code_and_product,
    the_catalogue_is_found_by_code_in_any_case,
    the_mails_of_a_course_are_as_they_were_set_last,
    a_quiz_without_questions_has_none,
    every_edition_of_a_quiz_comes_back_as_it_was_defined,
    the_quiz_of_an_item_of_another_course_is_left_alone,
    a_quiz_is_defined_in_the_commit_that_adds_its_item,
}

fn catalogue(fixture: &Fixture) -> Catalogue {
    block_on(fixture.tenant.catalogue()).unwrap()
}

fn a_new_tenant_sells_nothing(fixture: &Fixture) {
    let catalogue = catalogue(fixture);
    assert!(
        catalogue.products().is_empty() && catalogue.prices().is_empty() && catalogue.courses().is_empty()
    );
}

fn a_bundle_comes_back_as_it_was_written(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let catalogue = catalogue(fixture);
    let product = catalogue.product(bundle.product).unwrap();
    assert_eq!((product.code.as_str(), product.title.as_str()), ("MATH", "MATH"));
    assert_eq!((&product.courses, product.revision), (&vec![bundle.course], Revision::new(1)));
    let price = catalogue.price(bundle.price).unwrap();
    assert_eq!((price.code.as_str(), price.product), ("MATH", bundle.product));
    assert_eq!((&price.terms, price.revision), (&price_terms(), Revision::new(1)));
    let course = catalogue.course(bundle.course).unwrap();
    assert_eq!((course.code.as_str(), course.title.as_str()), ("MATH", "MATH"));
    assert_eq!((course.latest_version(), course.revision), (1, Revision::new(2)));
    let item = catalogue.item(bundle.item).unwrap();
    assert_eq!((item.code.as_str(), item.course, item.since_version), ("MATH", bundle.course, 1));
    assert_eq!(item.terms, item_terms("MATH"));
}

fn everything_is_in_code_order(fixture: &Fixture) {
    for code in ["b", "Ä", "C", "a", "ß", "10", "9"] {
        fixture.bundle(code);
    }
    let catalogue = catalogue(fixture);
    let mut codes: Vec<String> = ["b", "Ä", "C", "a", "ß", "10", "9"].map(|text| code(text).folded()).into();
    codes.sort();
    let products: Vec<_> = catalogue.products().iter().map(|product| product.code.folded()).collect();
    let prices: Vec<_> = catalogue.prices().iter().map(|price| price.code.folded()).collect();
    let courses: Vec<_> = catalogue.courses().iter().map(|course| course.code.folded()).collect();
    assert_eq!(products, codes);
    assert_eq!(prices, codes);
    assert_eq!(courses, codes);
}

fn a_product_keeps_its_courses_in_the_order_given(fixture: &Fixture) {
    let mut courses: Vec<CourseId> = ["C", "A", "D", "B"].map(|code| fixture.course(code)).into();
    courses.swap(0, 3);
    let product = fixture.product("ALL", courses.clone());
    let none = fixture.product("NONE", Vec::new());
    let catalogue = catalogue(fixture);
    assert_eq!(catalogue.product(product).unwrap().courses, courses);
    assert_eq!(catalogue.product(none).unwrap().courses, []);
}

fn a_product_edited_opens_other_courses(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (first, second) = (fixture.course("A"), fixture.course("B"));
    for courses in [vec![second, bundle.course, first], vec![first], Vec::new(), vec![first, second]] {
        let edit = ProductEvent::ProductEdited { title: title("Edited"), courses: courses.clone() };
        fixture.write([Event::Product(bundle.product, edit)]);
        let catalogue = catalogue(fixture);
        let product = catalogue.product(bundle.product).unwrap();
        assert_eq!(product.courses, courses);
        assert_eq!((product.title.as_str(), product.code.as_str()), ("Edited", "MATH"));
    }
    assert_eq!(catalogue(fixture).product(bundle.product).unwrap().revision, Revision::new(5));
}

fn a_product_has_words_of_its_own_until_they_are_taken_away(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    for text in [Some("Over."), Some("Gone:\n{{ courses }} \u{1f44b}"), None, Some("'\"; --")] {
        let message = text.map(|text| Message::parse(text).unwrap());
        let set = ProductEvent::ProductMessageSet { message: message.clone() };
        fixture.write([Event::Product(bundle.product, set)]);
        let catalogue = catalogue(fixture);
        assert_eq!(catalogue.product(bundle.product).unwrap().expired_message, message);
    }
}

fn a_course_was_published_when_it_was_recorded(fixture: &Fixture) {
    let id = CourseId::next(&fixture.ids);
    let mut commit = fixture.draft(days_later(7));
    commit.push_effective(course_added(id, "MATH"), days_later(1), None);
    fixture.expect_what_is(&mut commit);
    fixture.commit(commit).unwrap();
    fixture.write_at(days_later(9), [Event::Course(id, CourseEvent::CourseRetitled { title: title("New") })]);
    let catalogue = catalogue(fixture);
    let course = catalogue.course(id).unwrap();
    assert_eq!(course.versions.len(), 1);
    assert_eq!((course.versions[0].number, course.versions[0].published_at), (1, days_later(7)));
    assert_eq!(course.title.as_str(), "New");
}

/// TRN-13
fn items_are_in_the_order_added_with_their_terms(fixture: &Fixture) {
    let course = fixture.course("MATH");
    let number = |text: &str| Some(text.parse().unwrap());
    let kinds = [
        ItemKind::Scorm,
        ItemKind::Quiz,
        ItemKind::Event,
        ItemKind::File,
        ItemKind::Assignment,
        ItemKind::Quiz,
    ];
    let weights = [None, number("0"), number("12.50"), number("100"), number("0.0001"), number("33.3333")];
    let limits = [None, Some(1), Some(u32::MAX), Some(3), None, Some(2)];
    let mut added = Vec::new();
    for (place, kind) in kinds.into_iter().enumerate().rev() {
        let terms = ItemTerms {
            title: title(&format!("Item {place}, \"quoted\"")),
            kind,
            is_required: place % 2 == 0,
            weight: weights[place],
            maximum_score: weights[kinds.len() - 1 - place],
            attempt_limit: limits[place],
            opening: ItemOpening {
                after: added.last().map(|(first, _): &(ItemId, ItemTerms)| *first).filter(|_| place % 2 == 0),
                is_final_assessment: place == 1,
            },
        };
        let (item, code) = (ItemId::next(&fixture.ids), code(&format!("I-{place}")));
        let event = CourseEvent::ItemAdded { item, code, terms: Box::new(terms.clone()) };
        fixture.write([Event::Course(course, event)]);
        added.push((item, terms));
    }
    let catalogue = catalogue(fixture);
    let items = &catalogue.course(course).unwrap().items;
    assert_eq!(items.len(), added.len());
    for (item, (id, terms)) in items.iter().zip(&added) {
        assert_eq!((item.id, &item.terms), (*id, terms));
        let shown = |terms: &ItemTerms| format!("{:?} {:?}", terms.weight, terms.maximum_score);
        assert_eq!(shown(&item.terms), shown(terms));
    }
}

fn an_edited_item_keeps_code_and_place(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let second = ItemId::next(&fixture.ids);
    fixture.write([item_added(bundle.course, second, "QUIZ")]);
    let opening = ItemOpening { after: Some(second), is_final_assessment: true };
    let terms = ItemTerms { is_required: false, attempt_limit: None, opening, ..item_terms("Edited") };
    let edit = CourseEvent::ItemEdited { item: bundle.item, terms: Box::new(terms.clone()) };
    fixture.write([Event::Course(bundle.course, edit)]);
    let catalogue = catalogue(fixture);
    let items = &catalogue.course(bundle.course).unwrap().items;
    assert_eq!((items[0].id, items[0].code.as_str(), &items[0].terms), (bundle.item, "MATH", &terms));
    assert_eq!((items[1].id, &items[1].terms), (second, &item_terms("QUIZ")));
}

/// MAIL-08, MAIL-11
fn the_mails_of_a_course_are_as_they_were_set_last(fixture: &Fixture) {
    let (course, other) = (fixture.course("MATH"), fixture.course("ART"));
    let of = |course| catalogue(fixture).course(course).unwrap().mails;
    assert_eq!(of(course), CourseMails::default());
    for mails in [
        CourseMails { has_survey: true, tells_locks: false, inactivity_days: Some(365) },
        CourseMails { has_survey: false, tells_locks: true, inactivity_days: Some(1) },
        CourseMails { has_survey: true, tells_locks: true, inactivity_days: None },
    ] {
        fixture.write([Event::Course(course, CourseEvent::CourseMailsSet { mails })]);
        assert_eq!((of(course), of(other)), (mails, CourseMails::default()));
    }
    assert_eq!(catalogue(fixture).course(course).unwrap().revision, Revision::new(4));
}

/// PRC-01
fn every_duration_anchor_and_amount_of_a_price_comes_back(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (first, second) = (fixture.group("CLUB"), fixture.group("CHOIR"));
    let date = |year, month, day| Some(Date::new(year, month, day).unwrap());
    let between = |from, through| AccessDuration::between(from, through).unwrap();
    let days = |days| AccessDuration::Days { days: NonZeroU32::new(days).unwrap() };
    let durations = [
        days(1),
        days(u32::MAX),
        AccessDuration::Months { months: NonZeroU32::new(120).unwrap() },
        between(date(2024, 2, 29), date(9999, 12, 30)),
        between(None, date(2026, 1, 1)),
        between(date(1999, 12, 31), None),
        AccessDuration::Unlimited,
    ];
    let yen = Currency::parse("JPY").unwrap();
    let amounts = [usd(0), usd(i64::MAX), Money::from_minor(500, yen), usd(1)];
    let anchors = [Anchor::OrderDate, Anchor::Redemption, Anchor::FirstLaunch];
    for (count, duration) in durations.into_iter().enumerate() {
        let terms = PriceTerms {
            title: title("Terms"),
            unit_price: amounts[count % amounts.len()],
            duration,
            anchor: anchors[count % anchors.len()],
            makes_registration_codes: count % 2 == 1,
            seats: SeatPolicy::default(),
            adds_to_groups: [vec![], vec![second, first]][count % 2].clone(),
            reserved_to_groups: [vec![first], vec![], vec![second, first]][count % 3].clone(),
        };
        let price = PriceId::next(&fixture.ids);
        let (code, product) = (code(&format!("P-{count}")), bundle.product);
        let event = PriceEvent::PriceAdded { code, product, terms: Box::new(terms.clone()) };
        fixture.write([Event::Price(price, event)]);
        assert_eq!(catalogue(fixture).price(price).unwrap().terms, terms);
        let edit = PriceEvent::PriceEdited { terms: Box::new(terms.clone()) };
        fixture.write([Event::Price(bundle.price, edit)]);
        assert_eq!(catalogue(fixture).price(bundle.price).unwrap().terms, terms);
    }
}

fn an_edited_price_keeps_code_and_product(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let terms = PriceTerms { makes_registration_codes: true, ..price_terms() };
    fixture.write([Event::Price(bundle.price, PriceEvent::PriceEdited { terms: Box::new(terms.clone()) })]);
    let catalogue = catalogue(fixture);
    let price = catalogue.price(bundle.price).unwrap();
    assert_eq!((price.code.as_str(), price.product), ("MATH", bundle.product));
    assert_eq!((&price.terms, price.revision), (&terms, Revision::new(2)));
}

fn the_catalogue_is_found_by_code_in_any_case(fixture: &Fixture) {
    let bundle = fixture.bundle("Ärzte-1");
    let catalogue = catalogue(fixture);
    for code in ["Ärzte-1", "äRZTE-1", "A\u{308}rzte-1"] {
        assert_eq!(catalogue.product_by_code(code).map(|found| found.id), Some(bundle.product));
        assert_eq!(catalogue.price_by_code(code).map(|found| found.id), Some(bundle.price));
        assert_eq!(catalogue.course_by_code(code).map(|found| found.id), Some(bundle.course));
        assert_eq!(catalogue.item_by_code(code).map(|found| found.id), Some(bundle.item));
    }
}

fn a_quiz_without_questions_has_none(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    assert_eq!(block_on(fixture.tenant.find_quiz(bundle.item)).unwrap(), None);
    assert_eq!(block_on(fixture.tenant.find_quiz(ItemId::next(&fixture.ids))).unwrap(), None);
}

fn every_edition_of_a_quiz_comes_back_as_it_was_defined(fixture: &Fixture) {
    let (bundle, other) = (fixture.bundle("MATH"), fixture.bundle("LAW"));
    let defined = |number, quiz| quiz_defined(bundle.course, bundle.item, number, quiz);
    fixture.write_at(days_later(1), [defined(1, quiz(50)), defined(2, quiz(60))]);
    fixture
        .write_at(days_later(2), [quiz_defined(other.course, other.item, 1, quiz(1)), defined(3, quiz(70))]);
    let found = block_on(fixture.tenant.find_quiz(bundle.item)).unwrap().unwrap();
    let edition = |number, days, percent| QuizEdition {
        number,
        since_version: 1,
        defined_at: days_later(days),
        quiz: quiz(percent),
    };
    assert_eq!(found.item, bundle.item);
    assert_eq!(found.editions, [edition(1, 1, 50), edition(2, 1, 60), edition(3, 2, 70)]);
    let revision = catalogue(fixture).course(bundle.course).unwrap().revision;
    assert_eq!(revision, Revision::new(5));
}

fn the_quiz_of_an_item_of_another_course_is_left_alone(fixture: &Fixture) {
    let (bundle, other) = (fixture.bundle("MATH"), fixture.bundle("LAW"));
    fixture.write([quiz_defined(other.course, bundle.item, 1, quiz(50))]);
    assert_eq!(block_on(fixture.tenant.find_quiz(bundle.item)).unwrap(), None);
}

fn a_quiz_is_defined_in_the_commit_that_adds_its_item(fixture: &Fixture) {
    let (course, item) = (CourseId::next(&fixture.ids), ItemId::next(&fixture.ids));
    fixture.write([
        course_added(course, "MATH"),
        item_added(course, item, "QUIZ"),
        quiz_defined(course, item, 1, quiz(50)),
    ]);
    let found = block_on(fixture.tenant.find_quiz(item)).unwrap().unwrap();
    assert_eq!(found.editions[0].quiz, quiz(50));
}
