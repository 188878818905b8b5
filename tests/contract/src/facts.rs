//! Events that most cases need, and customers, catalogues and grants made of them.

use rollbook_domain::access::{AccessEvent, AccessWindow, GrantOrigin, GrantSource};
use rollbook_domain::catalogue::quiz::{ChoiceDraft, QuestionDraft, QuestionKind, Quiz, QuizDraft};
use rollbook_domain::catalogue::{
    Anchor, CourseEvent, ItemKind, ItemTerms, PriceEvent, PriceTerms, ProductEvent, SeatPolicy,
};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, MembershipSource, Origin, Profile};
use rollbook_domain::event::Event;
use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::{
    CourseId, CustomerId, GrantId, GroupId, ItemId, OrderId, PriceId, ProductId, SalesOrderId,
};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{OrderEvent, OrderLine, OrderStatus, PaymentType};
use rollbook_domain::personal::Personal;
use rollbook_domain::record::RecordEvent;
use rollbook_domain::sales_order::{SalesOrderEvent, SalesOrderTerms, Term};
use rollbook_domain::time::{AccessDuration, Instant};

use crate::Fixture;
use crate::words::{code, profile, start, title};

/// A course with one item, and a product with one price that opens it, all of one code.
#[derive(Clone, Copy)]
pub(crate) struct Bundle {
    pub(crate) course: CourseId,
    pub(crate) item: ItemId,
    pub(crate) product: ProductId,
    pub(crate) price: PriceId,
}

/// An order and the grant it gave.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) order: OrderId,
    pub(crate) grant: GrantId,
}

pub(crate) fn added(customer: CustomerId, profile: Profile) -> Event {
    let profile = Some(Box::new(Personal::new(profile)));
    let event = CustomerEvent::CustomerAdded { origin: Origin::Admin, profile, must_change_password: false };
    Event::Customer(customer, event.into())
}

pub(crate) fn group_added(group: GroupId, group_code: &str) -> Event {
    let (code, name) = (code(group_code), title(group_code));
    Event::Group(group, GroupEvent::GroupAdded { code, name, is_inherited: false })
}

pub(crate) fn sales_order_terms(courses: Vec<CourseId>, ends_at: Instant) -> SalesOrderTerms {
    let term = Term::parse(start(), ends_at).unwrap();
    SalesOrderTerms { external_id: None, client: title("Northern Rail"), term, courses, seats: None }
}

pub(crate) fn sales_order_added(id: SalesOrderId, number: &str, terms: SalesOrderTerms) -> Event {
    let (number, terms) = (code(number), Box::new(terms));
    Event::SalesOrder(id, SalesOrderEvent::SalesOrderAdded { number, terms })
}

pub(crate) fn sales_order_edited(id: SalesOrderId, terms: SalesOrderTerms) -> Event {
    Event::SalesOrder(id, SalesOrderEvent::SalesOrderEdited { terms: Box::new(terms) })
}

pub(crate) fn joined(customer: CustomerId, group: GroupId) -> Event {
    let source = MembershipSource::Administrator;
    Event::Customer(customer, CustomerEvent::GroupJoined { group, source }.into())
}

pub(crate) fn course_added(course: CourseId, course_code: &str) -> Event {
    Event::Course(course, CourseEvent::CourseAdded { code: code(course_code), title: title(course_code) })
}

pub(crate) fn item_added(course: CourseId, item: ItemId, item_code: &str) -> Event {
    let terms = Box::new(item_terms(item_code));
    Event::Course(course, CourseEvent::ItemAdded { item, code: code(item_code), terms })
}

pub(crate) fn product_added(product: ProductId, product_code: &str, courses: Vec<CourseId>) -> Event {
    let (code, title) = (code(product_code), title(product_code));
    Event::Product(product, ProductEvent::ProductAdded { code, title, courses })
}

pub(crate) fn price_added(price: PriceId, price_code: &str, product: ProductId) -> Event {
    let terms = Box::new(price_terms());
    Event::Price(price, PriceEvent::PriceAdded { code: code(price_code), product, terms })
}

pub(crate) fn item_terms(name: &str) -> ItemTerms {
    ItemTerms {
        title: title(name),
        kind: ItemKind::Quiz,
        is_required: true,
        weight: None,
        maximum_score: None,
        attempt_limit: Some(3),
        opening: rollbook_domain::catalogue::ItemOpening::default(),
    }
}

/// A quiz of one question of each kind, with texts that a store must not touch.
pub(crate) fn quiz(pass_mark: u32) -> Quiz {
    let question = |id: &str, kind, choices: &[&str], correct: &[&str]| QuestionDraft {
        id: id.to_owned(),
        text: format!("\"{id}\"? \\ Ünïcödé 𝄞\n\t→"),
        kind,
        points: 2,
        choices: choices
            .iter()
            .map(|id| ChoiceDraft { id: (*id).to_owned(), text: format!("'{id}'") })
            .collect(),
        correct: correct.iter().map(|id| (*id).to_owned()).collect(),
    };
    let questions = vec![
        question("q1", QuestionKind::Single, &["b", "a"], &["a"]),
        question("q2", QuestionKind::Multiple, &["a", "b", "c"], &["c", "a"]),
        question("q3", QuestionKind::TrueFalse, &[], &["false"]),
    ];
    Quiz::parse(QuizDraft { pass_mark, questions }).unwrap()
}

pub(crate) fn quiz_defined(course: CourseId, item: ItemId, number: u32, quiz: Quiz) -> Event {
    Event::Course(course, CourseEvent::QuizDefined { item, version: 1, number, quiz: Box::new(quiz) })
}

pub(crate) fn price_terms() -> PriceTerms {
    PriceTerms {
        title: title("One year"),
        unit_price: usd(4_900),
        duration: AccessDuration::Unlimited,
        anchor: Anchor::OrderDate,
        makes_registration_codes: false,
        seats: SeatPolicy::default(),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    }
}

pub(crate) fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD)
}

pub(crate) fn window(starts_at: Instant, ends_at: Option<Instant>) -> AccessWindow {
    AccessWindow::parse(starts_at, ends_at).unwrap()
}

impl Fixture {
    pub(crate) fn customer_id(&self) -> CustomerId {
        CustomerId::next(&self.ids)
    }

    pub(crate) fn customer(&self, email: &str) -> CustomerId {
        self.customer_with(profile(email))
    }

    pub(crate) fn customer_with(&self, profile: Profile) -> CustomerId {
        let id = self.customer_id();
        self.write([added(id, profile)]);
        id
    }

    pub(crate) fn group(&self, group_code: &str) -> GroupId {
        let id = GroupId::next(&self.ids);
        self.write([group_added(id, group_code)]);
        id
    }

    pub(crate) fn course(&self, course_code: &str) -> CourseId {
        let id = CourseId::next(&self.ids);
        self.write([course_added(id, course_code)]);
        id
    }

    pub(crate) fn product(&self, product_code: &str, courses: Vec<CourseId>) -> ProductId {
        let id = ProductId::next(&self.ids);
        self.write([product_added(id, product_code, courses)]);
        id
    }

    pub(crate) fn bundle(&self, bundle_code: &str) -> Bundle {
        let bundle = self.ids_of_a_bundle();
        let Bundle { course, item, product, price } = bundle;
        self.write([
            course_added(course, bundle_code),
            item_added(course, item, bundle_code),
            product_added(product, bundle_code, vec![course]),
            price_added(price, bundle_code, product),
        ]);
        bundle
    }

    /// The ids of a bundle that is not there yet.
    pub(crate) fn ids_of_a_bundle(&self) -> Bundle {
        Bundle {
            course: CourseId::next(&self.ids),
            item: ItemId::next(&self.ids),
            product: ProductId::next(&self.ids),
            price: PriceId::next(&self.ids),
        }
    }

    /// Adds an order of one unit with its grant to a commit.
    pub(crate) fn push_grant(
        &self,
        commit: &mut Commit,
        customer: CustomerId,
        bundle: Bundle,
        window: AccessWindow,
        granted_at: Instant,
    ) -> Given {
        let (order, grant) = (OrderId::next(&self.ids), GrantId::next(&self.ids));
        let Bundle { product, price, .. } = bundle;
        let line = OrderLine { number: 1, product, price, quantity: 1, unit_cost: usd(0) };
        let (status, payment_type) = (OrderStatus::Processed, PaymentType::Import);
        let placed = OrderEvent::OrderPlaced { order, status, payment_type, lines: vec![line] };
        let source = GrantSource { origin: GrantOrigin::Assignment, order, line: 1, seat: None };
        let granted = AccessEvent::AccessGranted { grant, product, source, window, from_first_launch: None };
        commit.push_effective(Event::Customer(customer, placed.into()), granted_at, None);
        commit.push_effective(Event::Customer(customer, granted.into()), granted_at, None);
        Given { order, grant }
    }

    /// Gives access in a window, by an order dated `granted_at`.
    pub(crate) fn give(
        &self,
        customer: CustomerId,
        bundle: Bundle,
        window: AccessWindow,
        granted_at: Instant,
    ) -> Given {
        let mut commit = self.draft(start());
        let given = self.push_grant(&mut commit, customer, bundle, window, granted_at);
        self.expect_what_is(&mut commit);
        self.commit(commit).unwrap();
        given
    }

    /// Writes one fact about a customer, true from an instant of its own.
    pub(crate) fn write_effective(
        &self,
        customer: CustomerId,
        event: impl Into<RecordEvent>,
        effective_at: Instant,
    ) {
        let mut commit = self.draft(start());
        commit.push_effective(Event::Customer(customer, event.into()), effective_at, None);
        self.expect_what_is(&mut commit);
        self.commit(commit).unwrap();
    }
}
