//! The log as the source of everything: folding it from scratch must give what the store holds.

use std::collections::BTreeMap;

use rollbook_domain::catalogue::{Course, Price, Product};
use rollbook_domain::commit::Recorded;
use rollbook_domain::event::Event;
use rollbook_domain::group::Group;
use rollbook_domain::id::{CourseId, CustomerId, GroupId, PriceId, ProductId};
use rollbook_domain::port::TenantState;
use rollbook_domain::record::CustomerRecord;

use crate::snapshot::{Snapshot, assert_same_items};

/// What the domain makes of a log.
#[derive(Default)]
struct Folded {
    settings: Option<TenantState>,
    customers: BTreeMap<CustomerId, CustomerRecord>,
    groups: BTreeMap<GroupId, Group>,
    products: BTreeMap<ProductId, Product>,
    prices: BTreeMap<PriceId, Price>,
    courses: BTreeMap<CourseId, Course>,
}

impl Folded {
    fn fold(&mut self, recorded: &Recorded) {
        let stamp = recorded.stamp();
        let revision = recorded.position;
        match &recorded.event {
            Event::Tenant(event) => {
                self.settings = Some(TenantState { settings: event.settings().clone(), revision });
            }
            Event::Customer(id, event) => match self.customers.get_mut(id) {
                Some(record) => record.apply(event, &stamp),
                None => {
                    let first = CustomerRecord::from_first(*id, event, &stamp);
                    self.customers.extend(first.map(|new| (*id, new)));
                }
            },
            Event::Group(id, event) => match self.groups.get_mut(id) {
                Some(group) => group.apply(event, revision),
                None => self.groups.extend(Group::from_first(*id, event).map(|new| (*id, new))),
            },
            Event::Product(id, event) => match self.products.get_mut(id) {
                Some(product) => product.apply(event, revision),
                None => self.products.extend(Product::from_first(*id, event).map(|new| (*id, new))),
            },
            Event::Price(id, event) => match self.prices.get_mut(id) {
                Some(price) => price.apply(event, revision),
                None => self.prices.extend(Price::from_first(*id, event).map(|new| (*id, new))),
            },
            Event::Course(id, event) => match self.courses.get_mut(id) {
                Some(course) => course.apply(event, revision),
                None => {
                    let first = Course::from_first(*id, event, recorded.recorded_at);
                    self.courses.extend(first.map(|new| (*id, new)));
                }
            },
            Event::Import(..) => {}
        }
    }
}

/// Folds the log anew and compares; who a customer is stands beside the log, and is taken from the store.
#[track_caller]
pub(super) fn assert_the_log_folds_to_the_records(snapshot: &Snapshot, when: &str) {
    let mut folded = Folded::default();
    for recorded in &snapshot.activity {
        folded.fold(recorded);
    }
    for record in &snapshot.records {
        if let Some(folded) = folded.customers.get_mut(&record.customer.id) {
            folded.customer.identity = record.customer.identity.clone();
        }
    }
    let customers: Vec<_> = folded.customers.into_values().collect();
    assert_same_items(&snapshot.records, &customers, &format!("customers folded from the log {when}"));
    assert_eq!(snapshot.settings, folded.settings, "settings folded from the log {when}");
    for group in &snapshot.groups {
        assert_eq!(Some(group), folded.groups.get(&group.id), "group folded from the log {when}");
    }
    for product in &snapshot.products {
        assert_eq!(Some(product), folded.products.get(&product.id), "product folded from the log {when}");
    }
    for price in &snapshot.prices {
        assert_eq!(Some(price), folded.prices.get(&price.id), "price folded from the log {when}");
    }
    for course in &snapshot.courses {
        assert_eq!(Some(course), folded.courses.get(&course.id), "course folded from the log {when}");
    }
    let counts = (folded.groups.len(), folded.products.len(), folded.prices.len(), folded.courses.len());
    let held =
        (snapshot.groups.len(), snapshot.products.len(), snapshot.prices.len(), snapshot.courses.len());
    assert_eq!(held, counts, "how many things are folded from the log {when}");
}
