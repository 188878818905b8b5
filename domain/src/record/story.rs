//! One customer's story, told event by event over a small catalogue, for tests.

use rust_decimal::Decimal;

use super::{AssignProduct, CustomerRecord, RecordEvent, assign};
use crate::access::{AccessEvent, AccessGrant, Dates, GrantOrigin, GrantSource, freeze};
use crate::catalogue::{
    Anchor, Catalogue, ContentItem, Course, CourseVersion, ItemKind, ItemTerms, Price, PriceTerms, Product,
    SeatPolicy,
};
use crate::customer::{AddCustomer, Origin, Profile};
use crate::email::EmailAddress;
use crate::enrollment::{Contract, EnrollmentEdit, EnrollmentFact, LinkEnd};
use crate::id::{
    CountingIds, CourseId, CustomerId, GrantId, IdSource, ItemId, OrderId, PriceId, ProductId, SalesOrderId,
    SeatId,
};
use crate::money::{Currency, Money};
use crate::refusal::Outcome;
use crate::stamp::{Revision, Stamp};
use crate::text::{Code, PersonName, Title};
use crate::time::{AccessDuration, Instant, Moment, Zone};
use crate::verdict::{AccessFacts, Explanation, SubjectKind, Verdict, View, decide, explain};

/// A customer made on 1 January 2026, in a tenant that sells:
///
/// | product | courses | prices |
/// |---|---|---|
/// | `BBB` | `BBB` with quiz `QUIZ` (2 attempts) and file `READ` | `BBB-30` (30 days), `BBB-SPRING` (March to June 2026), `BBB-EVER`, `BBB-LAUNCH` (10 days from the first launch) |
/// | `BOTH` | `BBB`, `CCC` | `BOTH-30` |
/// | `CARD` | none | `CARD-30` |
///
/// No product opens the course `LONE`.
pub(crate) struct Story {
    pub(crate) record: CustomerRecord,
    pub(crate) catalogue: Catalogue,
    pub(crate) zone: Zone,
    ids: CountingIds,
    /// How the sales orders stand now.
    contracts: Vec<(SalesOrderId, Contract)>,
}

pub(crate) fn at(text: &str) -> Instant {
    match Moment::parse(text).unwrap() {
        Moment::Date(date) => Zone::utc().start_of(date),
        Moment::Instant(instant) => instant,
    }
}

pub(crate) fn day(text: &str) -> Moment {
    Moment::parse(text).unwrap()
}

pub(crate) fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}

pub(crate) fn no_dates() -> Dates {
    Dates::default()
}

impl Story {
    pub(crate) fn begin() -> Self {
        let ids = CountingIds::starting_at(1);
        let id = CustomerId::next(&ids);
        let profile = Profile::new(
            PersonName::parse("Ada").unwrap(),
            PersonName::parse("Lovelace").unwrap(),
            EmailAddress::parse("ada@example.org").unwrap(),
        );
        let add = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
        let added = crate::customer::add(add, None, None).unwrap().remove(0).into();
        let stamp = stamp(Revision::new(1), at("2026-01-01"));
        let record = CustomerRecord::from_first(id, &added, &stamp).unwrap();
        Self { record, catalogue: catalogue(&ids), zone: Zone::utc(), ids, contracts: Vec::new() }
    }

    /// Writes what a decision gave, true from `effective` on.
    pub(crate) fn write<E: Into<RecordEvent>>(
        &mut self,
        effective: &str,
        events: impl IntoIterator<Item = E>,
    ) {
        for event in events {
            let stamp = stamp(self.record.revision.next(), at(effective));
            self.record.apply(&event.into(), &stamp);
        }
    }

    /// Writes what a decision gave that says whether it changed anything.
    pub(crate) fn write_outcome<E: Into<RecordEvent>>(
        &mut self,
        effective: &str,
        (outcome, events): (Outcome, Vec<E>),
    ) {
        assert_eq!(outcome, Outcome::Applied);
        assert!(!events.is_empty());
        self.write(effective, events);
    }

    pub(crate) fn assign(&mut self, ordered: &str, price: &str) -> GrantId {
        self.assign_with(ordered, price, no_dates())
    }

    pub(crate) fn assign_with(&mut self, ordered: &str, price: &str, dates: Dates) -> GrantId {
        let price = self.catalogue.price_by_code(price).unwrap();
        let command = AssignProduct {
            product: self.catalogue.product(price.product).unwrap(),
            price: Some(price),
            order: OrderId::next(&self.ids),
            grant: GrantId::next(&self.ids),
            origin: GrantOrigin::Assignment,
            cost: Money::zero(Currency::USD),
            ordered_at: at(ordered),
            now: at(ordered),
            dates,
        };
        let grant = command.grant;
        let events = assign(&self.record, &self.catalogue, &command, &self.zone).unwrap();
        self.write(ordered, events);
        grant
    }

    /// Takes a seat that somebody else bought, with the window of a price ordered then.
    pub(crate) fn claim_seat(&mut self, ordered: &str, price: &str) -> GrantId {
        let grant = GrantId::next(&self.ids);
        let price = self.catalogue.price_by_code(price).unwrap().clone();
        let term = freeze(&price.terms, at(ordered), at(ordered), no_dates(), &self.zone).unwrap();
        let (order, seat) = (OrderId::next(&self.ids), Some(SeatId::next(&self.ids)));
        let granted = AccessEvent::AccessGranted {
            grant,
            product: price.product,
            source: GrantSource { origin: GrantOrigin::RegistrationCode, order, line: 1, seat },
            window: term.window,
            from_first_launch: term.from_first_launch,
        };
        self.write(ordered, [granted]);
        grant
    }

    pub(crate) fn grant(&self, id: GrantId) -> &AccessGrant {
        self.record.grant(id).unwrap()
    }

    pub(crate) fn order_of(&self, grant: GrantId) -> OrderId {
        self.grant(grant).source.order
    }

    pub(crate) fn course(&self, course: &str) -> CourseId {
        self.catalogue.course_by_code(course).unwrap().id
    }

    pub(crate) fn grants(&self, course: &str) -> Vec<AccessGrant> {
        self.record.grants_for(self.course(course), &self.catalogue)
    }

    pub(crate) fn enrollment(&self, course: &str) -> Vec<EnrollmentFact> {
        self.record.enrollment(self.course(course)).to_vec()
    }

    /// The facts about `item:QUIZ`, `course:BBB` or `product:BBB`.
    pub(crate) fn facts(&self, subject: &str) -> AccessFacts {
        let (kind, code) = subject.split_once(':').unwrap();
        let kind = match kind {
            "item" => SubjectKind::Item(self.catalogue.item_by_code(code).unwrap().id),
            "course" => SubjectKind::Course(self.course(code)),
            _ => SubjectKind::Product(self.catalogue.product_by_code(code).unwrap().id),
        };
        AccessFacts::of(&self.record, &self.catalogue, kind).unwrap()
    }

    pub(crate) fn ask(&self, subject: &str, when: &str) -> Verdict {
        decide(&self.facts(subject), View::Content, at(when))
    }

    pub(crate) fn ask_results(&self, subject: &str, when: &str) -> Verdict {
        decide(&self.facts(subject), View::Results, at(when))
    }

    pub(crate) fn explain(&self, subject: &str, when: &str) -> Explanation {
        explain(&self.facts(subject), View::Content, at(when), &self.zone)
    }

    pub(crate) fn cancel_order(&mut self, when: &str, order: OrderId) {
        let order = self.record.order(order).unwrap().clone();
        let decided = super::cancel_order(&self.record, &order).unwrap();
        self.write_outcome(when, decided);
    }

    pub(crate) fn reinstate_order(&mut self, when: &str, order: OrderId) {
        let order = self.record.order(order).unwrap().clone();
        let decided = super::reinstate_order(&self.record, &order).unwrap();
        self.write(when, decided);
    }

    pub(crate) fn revoke(&mut self, when: &str, grant: GrantId) {
        let decided = crate::access::revoke(self.grant(grant));
        self.write_outcome(when, decided);
    }

    pub(crate) fn unenroll(&mut self, when: &str, course: &str) {
        let (grants, facts, id) = (self.grants(course), self.enrollment(course), self.course(course));
        let decided = crate::enrollment::unenroll(self.record.customer.id, id, &grants, &facts, at(when));
        self.write_outcome(when, decided.unwrap());
    }

    pub(crate) fn enroll(&mut self, when: &str, course: &str) {
        let (grants, facts, id) = (self.grants(course), self.enrollment(course), self.course(course));
        let decided = crate::enrollment::enroll(self.record.customer.id, id, &grants, &facts, at(when));
        self.write_outcome(when, decided.unwrap());
    }

    /// Writes that the learner is enrolled, needed or not.
    pub(crate) fn enroll_by_name(&mut self, when: &str, course: &str) {
        self.write(when, [crate::enrollment::EnrollmentEvent::Enrolled { course: self.course(course) }]);
    }

    /// Types an end for the enrollment: expires or extends.
    pub(crate) fn type_end(&mut self, when: &str, course: &str, end: &str) {
        let (grants, facts, id) = (self.grants(course), self.enrollment(course), self.course(course));
        let ends_at = day(end).ends_at(&self.zone);
        let customer = self.record.customer.id;
        let decided = crate::enrollment::expire(customer, id, &grants, &facts, ends_at, at(when));
        self.write_outcome(when, decided.unwrap());
    }

    /// Makes a sales order that ends so, or moves the end of the one with that number.
    pub(crate) fn contract(&mut self, number: &str, end: &str) -> SalesOrderId {
        let number = code(number);
        let ends_at = day(end).ends_at(&self.zone);
        let known = self.contracts.iter_mut().find(|(_, contract)| contract.number == number);
        let id = if let Some((id, contract)) = known {
            contract.ends_at = ends_at;
            *id
        } else {
            let id = SalesOrderId::next(&self.ids);
            self.contracts.push((id, Contract { number, ends_at }));
            id
        };
        self.follow();
        id
    }

    /// Lets the enrollment follow the sales order with that number.
    pub(crate) fn link(&mut self, when: &str, course: &str, number: &str) {
        let (grants, facts, id) = (self.grants(course), self.enrollment(course), self.course(course));
        let number = code(number);
        let (order, _) = self.contracts.iter().find(|(_, contract)| contract.number == number).unwrap();
        let customer = self.record.customer.id;
        let decided = crate::enrollment::link(customer, id, &grants, &facts, *order, at(when));
        self.write_outcome(when, decided.unwrap());
        self.follow();
    }

    pub(crate) fn unlink(&mut self, when: &str, course: &str) {
        let decided = crate::enrollment::unlink(self.course(course), &self.enrollment(course));
        self.write_outcome(when, decided);
    }

    /// An edit that links, for the bulk edit.
    pub(crate) fn linking(&self, number: &str, end: LinkEnd) -> EnrollmentEdit {
        let (order, _) =
            self.contracts.iter().find(|(_, contract)| contract.number.as_str() == number).unwrap();
        EnrollmentEdit::Link { sales_order: *order, end }
    }

    /// As a reader of a store does: every link is given how its sales order stands now.
    fn follow(&mut self) {
        for fact in self.record.enrollments.values_mut().flatten() {
            fact.follow(|id| {
                let known = self.contracts.iter().find(|(order, _)| *order == id);
                known.map(|(_, contract)| contract.clone())
            });
        }
    }

    pub(crate) fn clear_end(&mut self, when: &str, course: &str) {
        let decided = crate::enrollment::clear_override(self.course(course), &self.enrollment(course));
        self.write_outcome(when, decided);
    }
}

pub(crate) fn stamp(position: Revision, at: Instant) -> Stamp {
    Stamp { position, effective_at: at, recorded_at: at, actor: "grace".into(), note: None }
}

fn catalogue(ids: &dyn IdSource) -> Catalogue {
    let mut items = vec![item(ids, "QUIZ", ItemKind::Quiz, Some(2)), item(ids, "READ", ItemKind::File, None)];
    let bbb = course(ids, "BBB", &mut items);
    let ccc = course(ids, "CCC", &mut Vec::new());
    let lone = course(ids, "LONE", &mut Vec::new());
    let products = vec![
        product(ids, "BBB", vec![bbb.id]),
        product(ids, "BOTH", vec![bbb.id, ccc.id]),
        product(ids, "CARD", Vec::new()),
    ];
    let terms = [
        (0, "BBB-30", "30 days", Anchor::OrderDate),
        (0, "BBB-SPRING", "2026-03-01..2026-06-30", Anchor::OrderDate),
        (0, "BBB-EVER", "unlimited", Anchor::OrderDate),
        (0, "BBB-LAUNCH", "10 days", Anchor::FirstLaunch),
        (1, "BOTH-30", "30 days", Anchor::OrderDate),
        (2, "CARD-30", "30 days", Anchor::OrderDate),
    ];
    let price = |(of, code, duration, anchor): (usize, &str, &str, Anchor)| {
        price(ids, code, products[of].id, duration, anchor)
    };
    let prices = terms.into_iter().map(price).collect();
    Catalogue::new(products, prices, vec![bbb, ccc, lone])
}

fn title(text: &str) -> Title {
    Title::parse(text).unwrap()
}

fn item(ids: &dyn IdSource, text: &str, kind: ItemKind, attempt_limit: Option<u32>) -> ContentItem {
    let terms = ItemTerms {
        title: title(text),
        kind,
        is_required: true,
        weight: None,
        maximum_score: Some(Decimal::ONE_HUNDRED),
        attempt_limit,
        opening: crate::catalogue::ItemOpening::default(),
    };
    let course = CourseId::from_uuid(uuid::Uuid::nil());
    ContentItem {
        id: ItemId::next(ids),
        code: code(text),
        course,
        since_version: 1,
        until_version: None,
        terms,
    }
}

fn course(ids: &dyn IdSource, text: &str, items: &mut Vec<ContentItem>) -> Course {
    let id = CourseId::next(ids);
    for item in items.iter_mut() {
        item.course = id;
    }
    Course {
        id,
        code: code(text),
        title: title(text),
        versions: vec![CourseVersion { number: 1, published_at: at("2026-01-01") }],
        mails: crate::catalogue::CourseMails::default(),
        items: std::mem::take(items),
        revision: Revision::new(1),
    }
}

fn product(ids: &dyn IdSource, text: &str, courses: Vec<CourseId>) -> Product {
    let (code, title) = (code(text), title(text));
    Product {
        id: ProductId::next(ids),
        code,
        title,
        courses,
        expired_message: None,
        revision: Revision::new(1),
    }
}

fn price(ids: &dyn IdSource, text: &str, product: ProductId, duration: &str, anchor: Anchor) -> Price {
    let terms = PriceTerms {
        title: title(text),
        unit_price: Money::zero(Currency::USD),
        duration: AccessDuration::parse(duration).unwrap(),
        anchor,
        makes_registration_codes: false,
        seats: SeatPolicy::default(),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    };
    Price { id: PriceId::next(ids), code: code(text), product, terms, revision: Revision::new(1) }
}
