//! A small world that a mocked store answers from, with faults where a test wants them.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use rollbook_domain::catalogue::{
    AddCourse, AddItem, AddPrice, AddProduct, Anchor, Catalogue, Course, ItemKind, ItemTerms, Price,
    PriceTerms, Product, ReclaimPolicy, SeatPolicy, add_course, add_item, add_price, add_product,
};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{
    AddCustomer, Customer, CustomerEvent, MembershipSource, Origin, Profile, add,
};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::group::{AddGroup, Group};
use rollbook_domain::id::{
    CountingIds, CourseId, CustomerId, GroupId, ItemId, OrganizationId, PriceId, ProductId,
};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::organization::{Organization, OrganizationEvent};
use rollbook_domain::port::{
    CommitError, Committed, CustomerKey, KnownCustomer, Page, PersonRow, ReadResult, SeatKey, SeatRow,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::seat::SeatState;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::{PersonName, Title};
use rollbook_domain::time::AccessDuration;

use super::{MockPorts, code, learner, moved, new_tenant, now, outage, sales_orders, seats};

/// Ada's email.
pub(crate) const ADA: &str = "ada@example.org";

/// Reads an email address that is known to be one.
pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("an email address")
}

/// Reads a title that is known to be one.
pub(crate) fn title(text: &str) -> Title {
    Title::parse(text).expect("a title")
}

/// Names a customer by email.
pub(crate) fn by_email(text: &str) -> CustomerKey {
    CustomerKey::Email(email(text).key())
}

/// A profile with this email.
pub(crate) fn profile(address: &str) -> Profile {
    let name = |text| PersonName::parse(text).expect("a name");
    Profile::new(name("Ada"), name("Lovelace"), email(address))
}

fn ids(number: u64) -> CountingIds {
    CountingIds::starting_at(number)
}

/// Ada's id.
pub(crate) fn ada_id() -> CustomerId {
    CustomerId::next(&ids(1))
}

/// Ada: customer code `E-1`, in the group `NIGHT`, with the orders of [`learner`], at revision 2.
pub(crate) fn ada() -> CustomerRecord {
    let stamp = |position| Stamp {
        position: Revision::new(position),
        effective_at: now(),
        recorded_at: now(),
        actor: "tester".into(),
        note: None,
    };
    let profile = Profile { code: Some(code("E-1")), ..profile(ADA) };
    let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
    let events = add(command, None, None).expect("an account");
    let mut customer = Customer::from_first(ada_id(), &events[0], &stamp(1)).expect("an account");
    let source = MembershipSource::Administrator;
    customer.apply(&CustomerEvent::GroupJoined { group: night().id, source }, &stamp(2));
    CustomerRecord {
        customer,
        orders: learner::orders(),
        grants: learner::grants(),
        enrollments: BTreeMap::new(),
        pools: Vec::new(),
        revision: Revision::new(2),
    }
}

/// Bob, who holds one of Ada's seats and has no password.
fn bob() -> CustomerRecord {
    let mut bob = ada();
    (bob.customer.id, bob.revision) = (seats::bob_id(), Revision::new(5));
    bob
}

/// Ada as a bulk act sees her.
pub(crate) fn known_ada() -> KnownCustomer {
    KnownCustomer {
        id: ada_id(),
        email: email(ADA).key(),
        code: Some(code("E-1")),
        status: rollbook_domain::customer::StatusWord::Active,
        groups: vec![night().id],
        revision: Revision::new(2),
    }
}

fn group(number: u64, text: &str) -> Group {
    let command = AddGroup { code: code(text), name: title(text), is_inherited: false };
    let events = rollbook_domain::group::add(command, None).expect("a group");
    Group::from_first(GroupId::next(&ids(number)), &events[0]).expect("a group")
}

/// The group that Ada is in.
pub(crate) fn night() -> Group {
    group(1, "NIGHT")
}

/// A group without members.
pub(crate) fn day() -> Group {
    group(2, "DAY")
}

fn organization(number: u64, text: &str, parent: Option<&Organization>) -> Organization {
    let (code, title) = (code(text), title(text));
    let event = OrganizationEvent::OrganizationAdded { code, title, parent: parent.map(|parent| parent.id) };
    Organization::from_first(OrganizationId::next(&ids(number)), &event).expect("an organization")
}

/// An organization at the top.
pub(crate) fn acme() -> Organization {
    organization(1, "ACME", None)
}

/// The organization below it.
pub(crate) fn leeds() -> Organization {
    organization(2, "LEEDS", Some(&acme()))
}

/// The product `ALGEBRA` opens the course `ALG` with its item `ALG-1`, and is sold at `ALG-MONTH`.
pub(crate) fn catalogue() -> Catalogue {
    let none = Catalogue::default();
    let course_id = CourseId::next(&ids(1));
    let command = AddCourse { code: code("ALG"), title: title("Algebra") };
    let events = add_course(&none, command).expect("a course");
    let mut course = Course::from_first(course_id, &events[0], now()).expect("a course");
    let terms = item_terms();
    let command = AddItem { id: ItemId::next(&ids(1)), code: code("ALG-1"), terms };
    let events = add_item(&none, command).expect("an item");
    course.apply(&events[0], Revision::new(2), now());
    let command = AddProduct { code: code("ALGEBRA"), title: title("Algebra"), courses: vec![course_id] };
    let events = add_product(&none, command).expect("a product");
    let product = Product::from_first(ProductId::next(&ids(1)), &events[0]).expect("a product");
    let terms = PriceTerms {
        title: title("one month"),
        unit_price: Money::from_minor(4900, Currency::USD),
        duration: AccessDuration::Unlimited,
        anchor: Anchor::OrderDate,
        makes_registration_codes: false,
        seats: SeatPolicy::default(),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    };
    let events =
        add_price(&none, AddPrice { code: code("ALG-MONTH"), product: product.id, terms }).expect("a price");
    let price = Price::from_first(PriceId::next(&ids(1)), &events[0]).expect("a price");
    Catalogue::new(vec![product], vec![price], vec![course])
}

/// The terms of a required quiz.
pub(crate) fn item_terms() -> ItemTerms {
    ItemTerms {
        title: title("Quiz"),
        kind: ItemKind::Quiz,
        is_required: true,
        weight: None,
        maximum_score: None,
        attempt_limit: None,
        opening: rollbook_domain::catalogue::ItemOpening::default(),
    }
}

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    Nothing,
    /// The store is gone at this call, counted from 0.
    OutageAt(usize),
    /// Every commit finds that somebody was faster.
    AlwaysMoved,
    /// The first commits, as many as this, find that somebody was faster.
    MovedTimes(usize),
}

/// How often a store was called.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    calls: AtomicUsize,
    commits: AtomicUsize,
    done: AtomicUsize,
    written: Mutex<Vec<Commit>>,
}

impl Tally {
    /// How often anything was asked of it.
    pub(crate) fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// How many commits were tried.
    pub(crate) fn commits(&self) -> usize {
        self.commits.load(Ordering::Relaxed)
    }

    /// How many commits were done.
    pub(crate) fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// The commits that were done.
    pub(crate) fn written(&self) -> Vec<Commit> {
        self.written.lock().expect("nobody panicked").clone()
    }

    fn is_out(&self, fault: Fault) -> bool {
        fault == Fault::OutageAt(self.calls.fetch_add(1, Ordering::Relaxed))
    }

    fn answer<T>(&self, fault: Fault, value: T) -> ReadResult<T> {
        if self.is_out(fault) { Err(outage()) } else { Ok(value) }
    }

    fn commit(&self, fault: Fault, commit: Commit) -> Result<Committed, CommitError> {
        if self.is_out(fault) {
            return Err(outage().into());
        }
        let earlier = self.commits.fetch_add(1, Ordering::Relaxed);
        let is_moved = match fault {
            Fault::AlwaysMoved => true,
            Fault::MovedTimes(times) => earlier < times,
            Fault::Nothing | Fault::OutageAt(_) => false,
        };
        if is_moved {
            return Err(moved(ada_id()));
        }
        self.done.fetch_add(1, Ordering::Relaxed);
        self.written.lock().expect("nobody panicked").push(commit);
        Ok(Committed { last_sequence: 1 })
    }
}

/// A store of this world, with a fault.
pub(crate) fn world(fault: Fault) -> (MockPorts, Arc<Tally>) {
    let tally = Arc::new(Tally::default());
    let mut ports = MockPorts::new();
    let count = Arc::clone(&tally);
    ports.expect_tenant_state().returning(move || count.answer(fault, Some(new_tenant())));
    let count = Arc::clone(&tally);
    ports.expect_groups().returning(move || count.answer(fault, vec![day(), night()]));
    let count = Arc::clone(&tally);
    ports.expect_organizations().returning(move || count.answer(fault, vec![acme(), leeds()]));
    let count = Arc::clone(&tally);
    ports
        .expect_people()
        .returning(move |_, _| count.answer(fault, Page { items: vec![PersonRow::of(&ada())], next: None }));
    let count = Arc::clone(&tally);
    ports.expect_catalogue().returning(move || count.answer(fault, catalogue()));
    let count = Arc::clone(&tally);
    ports.expect_find_customer().returning(move |key| {
        let is_ada = match key {
            CustomerKey::Id(id) => *id == ada_id(),
            CustomerKey::Email(key) => *key == email(ADA).key(),
            CustomerKey::Code(typed) => typed.folded() == "e-1",
        };
        let is_bob = *key == CustomerKey::Id(seats::bob_id());
        count.answer(fault, if is_bob { Some(bob()) } else { is_ada.then(ada) })
    });
    let count = Arc::clone(&tally);
    ports.expect_known_customers().returning(move |emails, codes| {
        let is_ada = emails.contains(&email(ADA).key()) || codes.iter().any(|typed| typed.folded() == "e-1");
        count.answer(fault, Vec::from_iter(is_ada.then(known_ada)))
    });
    let count = Arc::clone(&tally);
    ports
        .expect_list_customers()
        .returning(move |_, _| count.answer(fault, Page { items: Vec::new(), next: None }));
    let count = Arc::clone(&tally);
    ports
        .expect_activity()
        .returning(move |_, _| count.answer(fault, Page { items: Vec::new(), next: None }));
    let count = Arc::clone(&tally);
    ports.expect_find_transcript().returning(move |_| count.answer(fault, None));
    let count = Arc::clone(&tally);
    ports.expect_find_quiz().returning(move |_| count.answer(fault, None));
    let count = Arc::clone(&tally);
    ports
        .expect_transcripts()
        .returning(move |_, _| count.answer(fault, Page { items: Vec::new(), next: None }));
    let count = Arc::clone(&tally);
    ports.expect_find_order().returning(move |id| count.answer(fault, learner::order_row(id)));
    let count = Arc::clone(&tally);
    ports.expect_find_seat().returning(move |key| {
        let held = seats::seat_row(SeatState::Claimed, ReclaimPolicy::Always);
        let pending = seats::seat_row(SeatState::Pending, ReclaimPolicy::Always);
        let is_named = |row: &SeatRow| match key {
            SeatKey::Id(id) => *id == row.seat.id,
            SeatKey::Invitation(id) => row.seat.invitation(*id).is_some(),
            SeatKey::Link(link) => row.seat.invitations.iter().any(|known| known.is_newest_link(link)),
            SeatKey::Code(_) => false,
        };
        count.answer(fault, [held, pending].into_iter().find(is_named))
    });
    let count = Arc::clone(&tally);
    ports.expect_seats().returning(move |_, _| {
        let items = vec![seats::seat_row(SeatState::Claimed, ReclaimPolicy::Always)];
        count.answer(fault, Page { items, next: None })
    });
    let count = Arc::clone(&tally);
    ports
        .expect_pools()
        .returning(move |_, _, _| count.answer(fault, Page { items: Vec::new(), next: None }));
    let count = Arc::clone(&tally);
    ports.expect_learners().returning(move |_, _| count.answer(fault, Vec::new()));
    let count = Arc::clone(&tally);
    ports.expect_earlier_learners().returning(move |_, _| count.answer(fault, vec![seats::earlier_bob()]));
    let count = Arc::clone(&tally);
    ports
        .expect_enrollments()
        .returning(move |_, _| count.answer(fault, Page { items: vec![learner::enrollment()], next: None }));
    let count = Arc::clone(&tally);
    ports.expect_find_sales_order().returning(move |key| {
        count.answer(fault, Some(sales_orders::order()).filter(|_| sales_orders::is_named(key)))
    });
    let count = Arc::clone(&tally);
    ports
        .expect_list_sales_orders()
        .returning(move |_| count.answer(fault, Page { items: vec![sales_orders::order()], next: None }));
    let count = Arc::clone(&tally);
    ports.expect_linked_enrollments().returning(move |_, _| {
        count.answer(fault, Page { items: vec![sales_orders::bob_follows()], next: None })
    });
    let count = Arc::clone(&tally);
    ports.expect_commit().returning(move |commit| {
        commit.positions().expect("every stream written to is named with its revision");
        count.commit(fault, commit)
    });
    (ports, tally)
}
