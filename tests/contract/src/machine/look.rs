//! Questions: what they answer must be the same on both stores.

use pollster::block_on;
use proptest::option;
use proptest::prelude::*;
use rollbook_application::access::{check_access, explain_access, list_access};
use rollbook_application::customer::{CustomerFilter, customer_activity, list_customers};
use rollbook_application::enrollment::{EnrollmentFilter, list_enrollments};
use rollbook_application::order::list_orders;
use rollbook_application::report::count_enrollments;
use rollbook_domain::customer::{Origin, StatusWord};
use rollbook_domain::enrollment::{EnrollmentChange, StateWord};
use rollbook_domain::order::OrderStatus;
use rollbook_domain::port::{AccessLookup, CustomerKey, PageRequest, SubjectKey};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::time::Instant;
use rollbook_domain::verdict::{AccessFacts, SubjectKind, View};

use super::pools::{CODES, EMAILS, GROUPS, NAMES, index, known, pick, who};
use super::world::{Who, World, told};
use crate::audit::verified;
use crate::paging::in_pages;
use crate::words::{code, later};

#[derive(Debug, Clone)]
pub(super) enum Look {
    Customers {
        status: Option<u8>,
        group: Option<u8>,
        product: Option<u8>,
        text: Option<u8>,
        days: Option<i8>,
    },
    Orders {
        who: Option<Who>,
        status: Option<u8>,
    },
    Activity {
        who: Who,
        is_newest_first: bool,
    },
    Enrollments {
        course: u8,
        group: Option<u8>,
        state: Option<u8>,
        days: i8,
        size: usize,
    },
    Report {
        course: Option<u8>,
        days: i8,
    },
    Grants {
        who: Who,
        days: i8,
    },
    Explain {
        who: Who,
        subject: u8,
        code: u8,
        view: u8,
        boundary: u8,
        micros: i8,
    },
}

const STATES: [StateWord; 4] =
    [StateWord::Enrolled, StateWord::Scheduled, StateWord::Unenrolled, StateWord::Expired];
const STATUSES: [StatusWord; 3] = [StatusWord::Active, StatusWord::Inactive, StatusWord::Locked];
const ORDER_STATUSES: [OrderStatus; 3] =
    [OrderStatus::Processed, OrderStatus::Cancelled, OrderStatus::Abandoned];
const VIEWS: [View; 3] = [View::Content, View::Results, View::Attempt];

impl Look {
    pub(super) fn strategy() -> impl Strategy<Value = Self> {
        let some = || option::weighted(0.3, known());
        let days = || -70_i8..70;
        prop_oneof![
            2 => (some(), some(), some(), some(), option::weighted(0.2, days())).prop_map(
                |(status, group, product, text, days)| Self::Customers { status, group, product, text, days }
            ),
            1 => (option::of(who()), some()).prop_map(|(who, status)| Self::Orders { who, status }),
            1 => (who(), any::<bool>())
                .prop_map(|(who, is_newest_first)| Self::Activity { who, is_newest_first }),
            3 => (known(), some(), some(), days(), 1_usize..5).prop_map(
                |(course, group, state, days, size)| Self::Enrollments { course, group, state, days, size }
            ),
            2 => (some(), days()).prop_map(|(course, days)| Self::Report { course, days }),
            1 => (who(), days()).prop_map(|(who, days)| Self::Grants { who, days }),
            5 => (who(), index(), known(), index(), any::<u8>(), -1_i8..2).prop_map(
                |(who, subject, code, view, boundary, micros)| {
                    Self::Explain { who, subject, code, view, boundary, micros }
                }
            ),
        ]
    }

    pub(super) fn perform(&self, world: &World) -> String {
        let desk = world.desk();
        let all = PageRequest::everything();
        match *self {
            Self::Customers { status, group, product, text, days } => {
                let texts = |index: u8| {
                    if index.is_multiple_of(2) {
                        pick(NAMES, index).to_uppercase()
                    } else {
                        pick(EMAILS, index)[..4].to_owned()
                    }
                };
                let filter = CustomerFilter {
                    text: text.map(texts),
                    status: status.map(|index| STATUSES[usize::from(index) % 3]),
                    group: group.map(|index| pick(GROUPS, index).to_owned()),
                    product: product.map(|index| pick(CODES, index).to_owned()),
                    origin: text.filter(|index| index % 3 == 0).map(|_| Origin::Import),
                    created_from: days.map(|days| world.instant(-days.abs(), 0)),
                    created_before: days.filter(|days| *days > 0).map(|_| world.now()),
                };
                told(list_customers(&desk, filter, &all))
            }
            Self::Orders { who, status } => {
                let key = who.map(|who| world.key(who));
                let status = status.map(|index| ORDER_STATUSES[usize::from(index) % 3]);
                told(list_orders(&desk, key.as_ref(), status, &all))
            }
            Self::Activity { who, is_newest_first } => {
                told(customer_activity(&desk, &world.key(who), is_newest_first, &all))
            }
            Self::Enrollments { course, group, state, days, size } => {
                let filter = EnrollmentFilter {
                    course: pick(CODES, course).to_owned(),
                    group: group.map(|index| pick(GROUPS, index).to_owned()),
                    state: state.map(|index| STATES[usize::from(index) % 4]),
                    at: world.instant(days, 0),
                };
                read_in_pages(world, &filter, size)
            }
            Self::Report { course, days } => {
                let course = course.map(|index| pick(CODES, index));
                told(count_enrollments(&desk, course, world.instant(days, 0)))
            }
            Self::Grants { who, days } => told(list_access(&desk, &world.key(who), world.instant(days, 0))),
            Self::Explain { who, subject, code: index, view, boundary, micros } => {
                let key = world.key(who);
                let typed = code(pick(CODES, index));
                let subject = match subject % 3 {
                    0 => SubjectKey::ItemCode(typed),
                    1 => SubjectKey::CourseCode(typed),
                    _ => SubjectKey::ProductCode(typed),
                };
                let at = boundary_of(world, &key, boundary, micros);
                explained(world, &key, &subject, VIEWS[usize::from(view) % 3], at)
            }
        }
    }
}

/// A filtered list read to its end, whose pages must come to the same as the list in one piece.
fn read_in_pages(world: &World, filter: &EnrollmentFilter, size: usize) -> String {
    let desk = world.desk();
    let Ok(whole) = block_on(list_enrollments(&desk, filter, &PageRequest::everything())) else {
        return told(list_enrollments(&desk, filter, &PageRequest::everything()));
    };
    let rows = in_pages(size, |page| block_on(list_enrollments(&desk, filter, page)));
    assert_eq!(rows, whole.items, "enrollments in pages of {size}");
    format!("{rows:?}")
}

/// An instant at which something changes for the customer, or the microsecond beside it; now when nothing does.
fn boundary_of(world: &World, key: &CustomerKey, nth: u8, micros: i8) -> Instant {
    let record = block_on(world.fixture.tenant.find_customer(key)).unwrap();
    let instants = record.map(|record| instants(&record)).unwrap_or_default();
    let at = instants.get(usize::from(nth) % (instants.len() + 1)).copied().unwrap_or_else(|| world.now());
    later(at, i64::from(micros))
}

/// Every instant that the record speaks of.
fn instants(record: &CustomerRecord) -> Vec<Instant> {
    let statuses = record.customer.statuses.iter().map(|change| change.stamp.effective_at);
    let mut instants: Vec<Instant> = statuses.chain(record.customer.password.due_from()).collect();
    for grant in &record.grants {
        instants.extend([grant.granted_at(), grant.window.starts_at()]);
        instants.extend(grant.window.ends_at());
        instants.extend(grant.standings.iter().map(|change| change.stamp.effective_at));
    }
    for fact in record.enrollments.values().flatten() {
        instants.push(fact.stamp.effective_at);
        match &fact.change {
            EnrollmentChange::OverrideSet { ends_at } => instants.push(*ends_at),
            EnrollmentChange::SalesOrderLinked { contract: Some(contract), .. } => {
                instants.push(contract.ends_at);
            }
            _ => {}
        }
    }
    instants
}

/// A decision and its explanation, by facts that must be those of the whole record.
fn explained(world: &World, key: &CustomerKey, subject: &SubjectKey, view: View, at: Instant) -> String {
    let tenant = &world.fixture.tenant;
    if let AccessLookup::Found(facts) = block_on(tenant.access_facts(key, subject)).unwrap() {
        let record = block_on(tenant.find_customer(key)).unwrap().unwrap();
        let catalogue = block_on(tenant.catalogue()).unwrap();
        assert_eq!(AccessFacts::of(&record, &catalogue, facts.subject.kind).as_ref(), Some(&*facts));
    }
    let desk = world.desk();
    let verdict = told(check_access(&desk, key, subject, view, at));
    format!("{verdict} {}", told(explain_access(&desk, key, subject, view, at)))
}

/// Asks about every customer, course and product at once, now and at every instant that matters to somebody.
pub(super) fn assert_same_everywhere(reference: &World, tried: &World) {
    for world in [reference, tried] {
        verified(&*world.fixture.tenant, "default");
    }
    let catalogue = block_on(reference.fixture.tenant.catalogue()).unwrap();
    let mut subjects: Vec<SubjectKind> = Vec::new();
    for course in catalogue.courses() {
        subjects.push(SubjectKind::Course(course.id));
        subjects.extend(course.items.iter().map(|item| SubjectKind::Item(item.id)));
    }
    subjects.extend(catalogue.products().iter().map(|product| SubjectKind::Product(product.id)));
    let mut boundaries = vec![reference.now()];
    for customer in reference.customers() {
        let key = CustomerKey::Id(customer);
        for kind in &subjects {
            let subject = match *kind {
                SubjectKind::Item(id) => SubjectKey::ItemId(id),
                SubjectKind::Course(id) => SubjectKey::CourseId(id),
                SubjectKind::Product(id) => SubjectKey::ProductId(id),
            };
            let ask = |world| explained(world, &key, &subject, View::Content, reference.now());
            assert_eq!(ask(tried), ask(reference), "explained to {customer} of {kind:?}");
        }
        let record = block_on(reference.fixture.tenant.find_customer(&key)).unwrap();
        boundaries.extend(record.map(|record| instants(&record)).unwrap_or_default());
    }
    boundaries.sort();
    boundaries.dedup();
    for at in boundaries.into_iter().rev().take(12) {
        for micros in [-1, 0] {
            let at = later(at, micros);
            let ask = |world: &World| told(count_enrollments(&world.desk(), None, at));
            assert_eq!(ask(tried), ask(reference), "enrollments counted at {at}");
        }
    }
}
