//! The facts of one access decision: equal to those picked from the whole record and catalogue.

use pollster::block_on;
use rollbook_domain::access::AccessEvent;
use rollbook_domain::catalogue::ProductEvent;
use rollbook_domain::enrollment::EnrollmentEvent;
use rollbook_domain::event::Event;
use rollbook_domain::id::{CourseId, CustomerId, ItemId, ProductId};
use rollbook_domain::port::{AccessLookup, CustomerKey, SubjectKey};
use rollbook_domain::verdict::{AccessFacts, SubjectKind};

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{Bundle, window};
use crate::words::{code, days_later, email, profile_coded, start, title};

cases! { access:
    the_facts_are_those_of_record_and_catalogue_for_every_subject,
    the_facts_of_a_rich_history_are_those_of_record_and_catalogue,
    the_facts_are_the_same_by_every_key,
    a_code_is_found_in_any_case,
    who_was_never_given_anything_has_facts_without_grants,
    grants_of_other_products_and_customers_are_left_out,
    a_grant_opens_what_its_product_opens_now,
    a_product_without_courses_has_its_grants,
    a_customer_that_is_not_there_has_no_facts,
    a_subject_that_is_not_there_has_no_facts,
}

fn facts(fixture: &Fixture, customer: &CustomerKey, subject: &SubjectKey) -> AccessLookup {
    block_on(fixture.tenant.access_facts(customer, subject)).unwrap()
}

fn key(kind: SubjectKind) -> SubjectKey {
    match kind {
        SubjectKind::Item(id) => SubjectKey::ItemId(id),
        SubjectKind::Course(id) => SubjectKey::CourseId(id),
        SubjectKind::Product(id) => SubjectKey::ProductId(id),
    }
}

fn kinds(bundle: Bundle) -> [SubjectKind; 3] {
    let Bundle { item, course, product, .. } = bundle;
    [SubjectKind::Item(item), SubjectKind::Course(course), SubjectKind::Product(product)]
}

#[track_caller]
fn assert_facts_of_record(fixture: &Fixture, customer: CustomerId, kind: SubjectKind) -> AccessFacts {
    let catalogue = block_on(fixture.tenant.catalogue()).unwrap();
    let expected = AccessFacts::of(&fixture.record(customer), &catalogue, kind).unwrap();
    let found = facts(fixture, &CustomerKey::Id(customer), &key(kind));
    assert_eq!(found, AccessLookup::Found(Box::new(expected.clone())));
    expected
}

fn the_facts_are_those_of_record_and_catalogue_for_every_subject(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let edit =
        ProductEvent::ProductEdited { title: title("Both"), courses: vec![physics.course, math.course] };
    fixture.write([Event::Product(math.product, edit)]);
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let first = fixture.give(ada, math, window(start(), Some(days_later(30))), start());
    fixture.give(bob, math, window(start(), None), start());
    fixture.give(ada, physics, window(days_later(10), None), days_later(-10));
    fixture.write_effective(ada, AccessEvent::AccessRevoked { grant: first.grant }, days_later(5));
    fixture.write_effective(ada, EnrollmentEvent::Unenrolled { course: math.course }, days_later(3));
    let extended = EnrollmentEvent::EnrollmentOverrideSet { course: physics.course, ends_at: days_later(50) };
    fixture.write_effective(ada, extended, start());
    for customer in [ada, bob] {
        for kind in kinds(math).into_iter().chain(kinds(physics)) {
            assert_facts_of_record(fixture, customer, kind);
        }
    }
    let facts = assert_facts_of_record(fixture, ada, SubjectKind::Course(physics.course));
    assert_eq!(facts.courses[0].grants.len(), 2);
    assert_eq!(facts.courses[0].enrollment.len(), 1);
}

fn the_facts_of_a_rich_history_are_those_of_record_and_catalogue(fixture: &Fixture) {
    let history = fixture.history();
    for kind in kinds(history.bundle).into_iter().chain([SubjectKind::Product(history.other.product)]) {
        assert_facts_of_record(fixture, history.ada, kind);
    }
}

fn the_facts_are_the_same_by_every_key(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    fixture.give(ada, bundle, window(start(), None), start());
    let customers = [
        CustomerKey::Id(ada),
        CustomerKey::Email(email("ADA@example.org").key()),
        CustomerKey::Code(code("a-1")),
    ];
    let subjects = [
        (SubjectKind::Item(bundle.item), SubjectKey::ItemCode(code("MATH"))),
        (SubjectKind::Course(bundle.course), SubjectKey::CourseCode(code("MATH"))),
        (SubjectKind::Product(bundle.product), SubjectKey::ProductCode(code("MATH"))),
    ];
    for (kind, by_code) in subjects {
        let expected = AccessLookup::Found(Box::new(assert_facts_of_record(fixture, ada, kind)));
        for customer in &customers {
            assert_eq!(facts(fixture, customer, &key(kind)), expected);
            assert_eq!(facts(fixture, customer, &by_code), expected);
        }
    }
}

fn a_code_is_found_in_any_case(fixture: &Fixture) {
    let bundle = fixture.bundle("Ärzte-Σ");
    let ada = CustomerKey::Id(fixture.customer("ada@example.org"));
    for text in ["äRZTE-σ", "ÄRZTE-ς", "A\u{308}rzte-Σ"] {
        let found = [SubjectKey::ItemCode, SubjectKey::CourseCode, SubjectKey::ProductCode]
            .map(|key| facts(fixture, &ada, &key(code(text))));
        let found = found.map(|lookup| match lookup {
            AccessLookup::Found(facts) => Some(facts.subject.kind),
            _ => None,
        });
        assert_eq!(found, kinds(bundle).map(Some), "{text}");
    }
}

/// ACD-4
fn who_was_never_given_anything_has_facts_without_grants(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    for kind in kinds(bundle) {
        let facts = assert_facts_of_record(fixture, ada, kind);
        assert!(facts.courses.iter().all(|course| course.grants.is_empty()));
        assert_eq!(facts.products.len(), 1);
    }
}

fn grants_of_other_products_and_customers_are_left_out(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    fixture.give(ada, physics, window(start(), None), start());
    fixture.give(bob, math, window(start(), None), start());
    fixture.write_effective(ada, EnrollmentEvent::Unenrolled { course: physics.course }, start());
    for kind in kinds(math) {
        let facts = assert_facts_of_record(fixture, ada, kind);
        assert!(facts.courses.iter().all(|course| course.grants.is_empty() && course.enrollment.is_empty()));
    }
}

fn a_grant_opens_what_its_product_opens_now(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let ada = fixture.customer("ada@example.org");
    fixture.give(ada, math, window(start(), None), start());
    let grants = |course| {
        let facts = assert_facts_of_record(fixture, ada, SubjectKind::Course(course));
        facts.courses[0].grants.len()
    };
    assert_eq!((grants(math.course), grants(physics.course)), (1, 0));
    let edit = ProductEvent::ProductEdited { title: title("Moved"), courses: vec![physics.course] };
    fixture.write([Event::Product(math.product, edit)]);
    assert_eq!((grants(math.course), grants(physics.course)), (0, 1));
}

fn a_product_without_courses_has_its_grants(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    let empty = fixture.product("EMPTY", Vec::new());
    fixture.give(ada, Bundle { product: empty, ..bundle }, window(start(), None), start());
    let facts = assert_facts_of_record(fixture, ada, SubjectKind::Product(empty));
    assert_eq!(facts.courses[0].course, None);
    assert_eq!(facts.courses[0].grants.len(), 1);
}

fn a_customer_that_is_not_there_has_no_facts(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    fixture.customer_with(profile_coded("ada@example.org", "A-1"));
    let strangers = [
        CustomerKey::Id(fixture.customer_id()),
        CustomerKey::Email(email("bob@example.org").key()),
        CustomerKey::Code(code("B-1")),
    ];
    for stranger in &strangers {
        for kind in kinds(bundle) {
            assert_eq!(facts(fixture, stranger, &key(kind)), AccessLookup::NoCustomer);
        }
    }
}

fn a_subject_that_is_not_there_has_no_facts(fixture: &Fixture) {
    fixture.bundle("MATH");
    let ada = CustomerKey::Id(fixture.customer("ada@example.org"));
    let ids = &fixture.ids;
    let absent = [
        SubjectKey::ItemId(ItemId::next(ids)),
        SubjectKey::CourseId(CourseId::next(ids)),
        SubjectKey::ProductId(ProductId::next(ids)),
        SubjectKey::ItemCode(code("PHYSICS")),
        SubjectKey::CourseCode(code("PHYSICS")),
        SubjectKey::ProductCode(code("PHYSICS")),
    ];
    for subject in &absent {
        assert_eq!(facts(fixture, &ada, subject), AccessLookup::NoSubject);
    }
}
