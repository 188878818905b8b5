//! Enrollments of a course: everybody who was ever given access, with the facts that make the state.

use pollster::block_on;
use rollbook_domain::access::AccessEvent;
use rollbook_domain::catalogue::ProductEvent;
use rollbook_domain::customer::{CustomerEvent, Status};
use rollbook_domain::enrollment::EnrollmentEvent;
use rollbook_domain::event::Event;
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::port::{EnrollmentQuery, EnrollmentRow, PageRequest};

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{joined, window};
use crate::snapshot::assert_same_items;
use crate::words::{days_later, start, title};

cases! { enrollment:
    everybody_ever_given_access_is_listed_in_order_of_id,
    a_row_holds_what_the_record_holds_of_the_course,
    a_course_that_is_not_there_has_nobody,
    facts_and_grants_of_other_courses_are_left_out,
    a_product_of_several_courses_enrolls_in_each,
    a_product_that_drops_a_course_drops_its_learners,
    only_members_of_a_group_are_listed,
    only_chosen_customers_are_listed,
    chosen_customers_and_group_both_narrow_the_list,
}

fn rows(fixture: &Fixture, query: &EnrollmentQuery) -> Vec<EnrollmentRow> {
    block_on(fixture.tenant.enrollments(query, &PageRequest::everything())).unwrap().items
}

fn ids(fixture: &Fixture, query: &EnrollmentQuery) -> Vec<CustomerId> {
    rows(fixture, query).into_iter().map(|row| row.customer).collect()
}

#[track_caller]
fn assert_rows_of_records(fixture: &Fixture, course: CourseId, customers: &[CustomerId]) {
    let catalogue = block_on(fixture.tenant.catalogue()).unwrap();
    let expected: Vec<EnrollmentRow> = customers
        .iter()
        .map(|customer| {
            let record = fixture.record(*customer);
            let profile = record.customer.profile().cloned();
            EnrollmentRow {
                customer: *customer,
                revision: record.revision,
                profile: profile.map(rollbook_domain::personal::Personal::new),
                grants: record.grants_for(course, &catalogue),
                facts: record.enrollment(course).to_vec(),
                statuses: record.customer.statuses,
            }
        })
        .collect();
    assert_same_items(&rows(fixture, &EnrollmentQuery::of(course)), &expected, "enrollments");
}

fn everybody_ever_given_access_is_listed_in_order_of_id(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let mut customers =
        ["a", "b", "c", "d", "e"].map(|name| fixture.customer(&format!("{name}@example.org")));
    for customer in customers.iter().rev() {
        fixture.give(*customer, bundle, window(days_later(-9), Some(days_later(-8))), days_later(90));
    }
    let revoked = fixture.give(customers[1], bundle, window(start(), None), start());
    fixture.write_effective(customers[1], AccessEvent::AccessRevoked { grant: revoked.grant }, start());
    let inactive = CustomerEvent::StatusChanged { status: Status::Inactive };
    fixture.write_effective(customers[2], inactive, start());
    fixture.write_effective(customers[3], EnrollmentEvent::Unenrolled { course: bundle.course }, start());
    fixture.customer("never@example.org");
    customers.sort();
    assert_rows_of_records(fixture, bundle.course, &customers);
}

fn a_row_holds_what_the_record_holds_of_the_course(fixture: &Fixture) {
    let history = fixture.history();
    assert_rows_of_records(fixture, history.bundle.course, &[history.ada, history.bob]);
    let row = &rows(fixture, &EnrollmentQuery::of(history.bundle.course))[0];
    assert_eq!((row.grants.len(), row.facts.len(), row.statuses.len()), (4, 7, 4));
}

fn a_course_that_is_not_there_has_nobody(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let ada = fixture.customer("ada@example.org");
    fixture.give(ada, bundle, window(start(), None), start());
    assert_eq!(ids(fixture, &EnrollmentQuery::of(CourseId::next(&fixture.ids))), []);
    assert_eq!(ids(fixture, &EnrollmentQuery::of(fixture.course("EMPTY"))), []);
}

/// ENR-12
fn facts_and_grants_of_other_courses_are_left_out(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    for bundle in [math, physics, math] {
        fixture.give(ada, bundle, window(start(), None), start());
        fixture.write_effective(ada, EnrollmentEvent::Unenrolled { course: bundle.course }, start());
    }
    fixture.give(bob, physics, window(start(), None), start());
    assert_rows_of_records(fixture, math.course, &[ada]);
    assert_rows_of_records(fixture, physics.course, &[ada, bob]);
}

fn a_product_of_several_courses_enrolls_in_each(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let edit =
        ProductEvent::ProductEdited { title: title("Both"), courses: vec![physics.course, math.course] };
    fixture.write([Event::Product(math.product, edit)]);
    let ada = fixture.customer("ada@example.org");
    fixture.give(ada, math, window(start(), None), start());
    fixture.give(ada, physics, window(start(), None), start());
    fixture.write_effective(ada, EnrollmentEvent::Unenrolled { course: physics.course }, start());
    assert_rows_of_records(fixture, math.course, &[ada]);
    assert_rows_of_records(fixture, physics.course, &[ada]);
    assert_eq!(rows(fixture, &EnrollmentQuery::of(physics.course))[0].grants.len(), 2);
}

fn a_product_that_drops_a_course_drops_its_learners(fixture: &Fixture) {
    let (math, physics) = (fixture.bundle("MATH"), fixture.bundle("PHYSICS"));
    let ada = fixture.customer("ada@example.org");
    fixture.give(ada, math, window(start(), None), start());
    let edit = ProductEvent::ProductEdited { title: title("Moved"), courses: vec![physics.course] };
    fixture.write([Event::Product(math.product, edit)]);
    assert_rows_of_records(fixture, math.course, &[]);
    assert_rows_of_records(fixture, physics.course, &[ada]);
}

fn only_members_of_a_group_are_listed(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let (club, choir) = (fixture.group("CLUB"), fixture.group("CHOIR"));
    let customers = ["a", "b", "c"].map(|name| fixture.customer(&format!("{name}@example.org")));
    for (customer, group) in customers.iter().zip([club, choir, club]) {
        fixture.write([joined(*customer, group)]);
        fixture.give(*customer, bundle, window(start(), None), start());
    }
    let stranger = fixture.customer("d@example.org");
    fixture.write([joined(stranger, club)]);
    let of = |group| EnrollmentQuery { group: Some(group), ..EnrollmentQuery::of(bundle.course) };
    assert_eq!(ids(fixture, &of(club)), [customers[0], customers[2]]);
    assert_eq!(ids(fixture, &of(choir)), [customers[1]]);
    fixture.write([Event::Customer(customers[0], CustomerEvent::GroupLeft { group: club }.into())]);
    assert_eq!(ids(fixture, &of(club)), [customers[2]]);
}

fn only_chosen_customers_are_listed(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let customers = ["a", "b", "c"].map(|name| fixture.customer(&format!("{name}@example.org")));
    for customer in customers {
        fixture.give(customer, bundle, window(start(), None), start());
    }
    let stranger = fixture.customer("d@example.org");
    let of = |chosen: &[CustomerId]| EnrollmentQuery {
        customers: Some(chosen.to_vec()),
        ..EnrollmentQuery::of(bundle.course)
    };
    assert_eq!(ids(fixture, &of(&[])), []);
    assert_eq!(ids(fixture, &of(&[customers[1]])), [customers[1]]);
    let mixed = [customers[2], stranger, customers[0], customers[2], fixture.customer_id()];
    assert_eq!(ids(fixture, &of(&mixed)), [customers[0], customers[2]]);
}

fn chosen_customers_and_group_both_narrow_the_list(fixture: &Fixture) {
    let bundle = fixture.bundle("MATH");
    let club = fixture.group("CLUB");
    let customers = ["a", "b", "c"].map(|name| fixture.customer(&format!("{name}@example.org")));
    for customer in customers {
        fixture.give(customer, bundle, window(start(), None), start());
    }
    fixture.write([joined(customers[0], club), joined(customers[1], club)]);
    let query = EnrollmentQuery {
        course: bundle.course,
        group: Some(club),
        customers: Some(vec![customers[1], customers[2]]),
    };
    assert_eq!(ids(fixture, &query), [customers[1]]);
}
