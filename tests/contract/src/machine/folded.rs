//! The log as the source of everything: folding it from scratch must give what the store holds.

use std::collections::BTreeMap;

use rollbook_domain::catalogue::quiz::ItemQuiz;
use rollbook_domain::catalogue::{Course, CourseEvent, Price, Product};
use rollbook_domain::commit::Recorded;
use rollbook_domain::customer::CustomerEvent;
use rollbook_domain::enrollment::Contract;
use rollbook_domain::event::Event;
use rollbook_domain::group::Group;
use rollbook_domain::id::{
    CourseId, CustomerId, GroupId, ItemId, OrganizationId, PriceId, ProductId, SalesOrderId, SeatId,
};
use rollbook_domain::mail::{MailKind, MailText};
use rollbook_domain::organization::Organization;
use rollbook_domain::port::TenantState;
use rollbook_domain::record::{CustomerRecord, RecordEvent};
use rollbook_domain::sales_order::SalesOrder;
use rollbook_domain::seat::Seat;
use rollbook_domain::transcript::Transcript;

use crate::snapshot::{Snapshot, assert_same_items};

/// What the domain makes of a log.
#[derive(Default)]
struct Folded {
    settings: Option<TenantState>,
    customers: BTreeMap<CustomerId, CustomerRecord>,
    groups: BTreeMap<GroupId, Group>,
    organizations: BTreeMap<OrganizationId, Organization>,
    products: BTreeMap<ProductId, Product>,
    prices: BTreeMap<PriceId, Price>,
    courses: BTreeMap<CourseId, Course>,
    quizzes: BTreeMap<ItemId, ItemQuiz>,
    sales_orders: BTreeMap<SalesOrderId, SalesOrder>,
    seats: BTreeMap<SeatId, Seat>,
    texts: BTreeMap<MailKind, MailText>,
    transcripts: BTreeMap<CustomerId, Transcript>,
}

impl Folded {
    fn fold(&mut self, recorded: &Recorded) {
        let stamp = recorded.stamp();
        let revision = recorded.position;
        match &recorded.event {
            Event::Tenant(event) => {
                let known = self.settings.take().map(|state| state.settings);
                let settings = event.settings().cloned().or(known);
                self.settings = settings.map(|settings| TenantState { settings, revision });
            }
            Event::Customer(id, event) => {
                let first = || CustomerRecord::from_first(*id, event, &stamp);
                fold_into(&mut self.customers, *id, first, |record| record.apply(event, &stamp));
                let is_deleted = matches!(event, RecordEvent::Customer(CustomerEvent::CustomerDeleted));
                if is_deleted || matches!(event, RecordEvent::Customer(CustomerEvent::CustomerErased)) {
                    self.customers.values_mut().for_each(|record| record.customer.ties.forget_manager(*id));
                }
                if is_deleted {
                    self.customers.remove(id);
                    self.transcripts.remove(id);
                }
            }
            Event::Group(id, event) => {
                let first = || Group::from_first(*id, event);
                fold_into(&mut self.groups, *id, first, |group| group.apply(event, revision));
            }
            Event::Organization(id, event) => {
                let first = || Organization::from_first(*id, event);
                fold_into(&mut self.organizations, *id, first, |one| one.apply(event, revision));
            }
            Event::Product(id, event) => {
                let first = || Product::from_first(*id, event);
                fold_into(&mut self.products, *id, first, |product| product.apply(event, revision));
            }
            Event::Price(id, event) => {
                let first = || Price::from_first(*id, event);
                fold_into(&mut self.prices, *id, first, |price| price.apply(event, revision));
            }
            Event::Course(id, event) => {
                let first = || Course::from_first(*id, event, recorded.recorded_at);
                fold_into(&mut self.courses, *id, first, |course| {
                    course.apply(event, revision, recorded.recorded_at);
                });
                if let CourseEvent::QuizDefined { item, version, number, quiz } = event {
                    let known = self.quizzes.entry(*item).or_insert_with(|| ItemQuiz::empty(*item));
                    known.apply(*number, *version, quiz, recorded.recorded_at);
                }
            }
            Event::SalesOrder(id, event) => {
                let first = || SalesOrder::from_first(*id, event);
                fold_into(&mut self.sales_orders, *id, first, |order| order.apply(event, revision));
            }
            Event::Seat(id, event) => {
                let first = || Seat::from_first(*id, event, &stamp);
                fold_into(&mut self.seats, *id, first, |seat| seat.apply(event, &stamp));
            }
            Event::MailText(kind, event) => {
                let text = self.texts.entry(*kind).or_insert_with(|| MailText::built_in(*kind));
                text.apply(event, &stamp);
            }
            Event::Transcript(id, event) => {
                let transcript = self.transcripts.entry(*id).or_insert_with(|| Transcript::empty(*id));
                transcript.apply(event, &stamp);
            }
            Event::Import(..) | Event::Outbox(_) => {}
        }
    }
}

fn fold_into<Key: Ord, Value>(
    values: &mut BTreeMap<Key, Value>,
    key: Key,
    first: impl FnOnce() -> Option<Value>,
    apply: impl FnOnce(&mut Value),
) {
    match values.get_mut(&key) {
        Some(value) => apply(value),
        None => values.extend(first().map(|value| (key, value))),
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
    for record in folded.customers.values_mut() {
        for fact in record.enrollments.values_mut().flatten() {
            fact.follow(|id| folded.sales_orders.get(&id).map(Contract::of));
        }
    }
    for order in &snapshot.sales_orders {
        assert_eq!(Some(order), folded.sales_orders.get(&order.id), "sales order folded from the log {when}");
    }
    let customers: Vec<_> = folded.customers.into_values().collect();
    assert_same_items(&snapshot.records, &customers, &format!("customers folded from the log {when}"));
    assert_eq!(snapshot.settings, folded.settings, "settings folded from the log {when}");
    for group in &snapshot.groups {
        assert_eq!(Some(group), folded.groups.get(&group.id), "group folded from the log {when}");
    }
    let mut organizations: Vec<_> = folded.organizations.into_values().collect();
    organizations.sort_by_cached_key(|one| one.code.folded());
    assert_eq!(snapshot.organizations, organizations, "organizations folded from the log {when}");
    for product in &snapshot.products {
        assert_eq!(Some(product), folded.products.get(&product.id), "product folded from the log {when}");
    }
    for price in &snapshot.prices {
        assert_eq!(Some(price), folded.prices.get(&price.id), "price folded from the log {when}");
    }
    for course in &snapshot.courses {
        assert_eq!(Some(course), folded.courses.get(&course.id), "course folded from the log {when}");
    }
    let quizzes: BTreeMap<_, _> = snapshot.quizzes.iter().map(|quiz| (quiz.item, quiz.clone())).collect();
    assert_eq!(quizzes, folded.quizzes, "quizzes folded from the log {when}");
    let held: Vec<_> = snapshot.seats.iter().map(|row| without_personal(row.seat.clone())).collect();
    let mut seats: Vec<_> = folded.seats.into_values().collect();
    seats.sort_by_key(|seat| (seat.order, seat.line, seat.number));
    assert_same_items(&held, &seats, &format!("seats folded from the log {when}"));
    let texts: Vec<_> = folded.texts.into_values().collect();
    assert_same_items(&snapshot.texts, &texts, &format!("mail texts folded from the log {when}"));
    let transcripts: Vec<_> = folded.transcripts.into_values().collect();
    assert_same_items(
        &snapshot.transcripts,
        &transcripts,
        &format!("transcripts folded from the log {when}"),
    );
    let counts = (folded.groups.len(), folded.products.len(), folded.prices.len(), folded.courses.len());
    let held =
        (snapshot.groups.len(), snapshot.products.len(), snapshot.prices.len(), snapshot.courses.len());
    assert_eq!(held, counts, "how many things are folded from the log {when}");
}

/// A seat as its log alone gives it: codes, addresses and the buyer's words stand beside the log.
fn without_personal(mut seat: Seat) -> Seat {
    seat.code = None;
    for invitation in &mut seat.invitations {
        (invitation.address, invitation.text) = (None, None);
    }
    for claim in &mut seat.claims {
        claim.address = None;
    }
    seat
}
