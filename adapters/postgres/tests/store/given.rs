//! A database with rows in it, and commits to write into it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use pollster::block_on;
use rollbook_domain::access::{AccessEvent, AccessWindow, GrantOrigin, GrantSource};
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::catalogue::{Anchor, CourseEvent, PriceEvent, PriceTerms, ProductEvent, SeatPolicy};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, MembershipSource, Origin, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::{
    CommitId, CountingIds, CourseId, CustomerId, GrantId, GroupId, OrderId, OrganizationId, PriceId,
    ProductId,
};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{OrderEvent, OrderLine, OrderStatus, PaymentType};
use rollbook_domain::organization::OrganizationEvent;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Store, TenantStore};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::settings::{Settings, TenantEvent, TenantId};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, PersonName, Title};
use rollbook_domain::time::{AccessDuration, Instant};
use rollbook_postgres::{PostgresOptions, PostgresStore};
use rollbook_servers::Database;

use crate::laid_out::laid_out;

pub(crate) struct Given {
    pub(crate) ids: CountingIds,
    pub(crate) database: Database,
    people: AtomicU64,
}

impl Given {
    pub(crate) fn an_empty_database() -> Self {
        Self { ids: CountingIds::starting_at(1), database: laid_out(), people: AtomicU64::new(0) }
    }

    /// A closed database with a tenant, a course with product and price, a group, and a customer with a grant and seats.
    pub(crate) fn a_database() -> Self {
        let given = Self::an_empty_database();
        let store = given.open();
        block_on(tenant(&store).commit(given.first_commit())).unwrap();
        given
    }

    pub(crate) fn open(&self) -> PostgresStore {
        self.open_by("")
    }

    /// Opens the database with this behind its address; whoever waits for one of the few connections does so for long.
    pub(crate) fn open_by(&self, way: &str) -> PostgresStore {
        let acquire_timeout = std::time::Duration::from_mins(2);
        let options = PostgresOptions { connections: 2, acquire_timeout, ..PostgresOptions::default() };
        block_on(PostgresStore::open(&format!("{}{way}", self.database.url()), &options)).unwrap()
    }

    /// Runs SQL as another program might that says whose rows it wants, all of it or nothing.
    pub(crate) fn sql(&self, sql: &str) -> Result<String, String> {
        self.sql_of(1, sql)
    }

    pub(crate) fn sql_of(&self, tenant_no: i64, sql: &str) -> Result<String, String> {
        let sql = format!("SET rollbook.tenant_no = {tenant_no}; {sql}");
        self.database.psql(&sql).map_err(|error| error.to_string())
    }

    /// Runs SQL that a guard stops, and gives what the server said.
    pub(crate) fn stopped(&self, sql: &str) -> String {
        let said = self.sql(sql).expect_err(sql);
        // The class of integrity.
        assert!(said.contains("ERROR:  23"), "{sql}: {said}");
        said
    }

    pub(crate) fn draft(&self) -> Commit {
        let actor = Actor::administrator("grace", Channel::Cli);
        Commit::new(CommitId::next(&self.ids), Instant::EPOCH, actor)
    }

    /// A commit that adds one customer.
    pub(crate) fn a_customer(&self) -> Commit {
        let mut commit = self.draft();
        self.add_customer(&mut commit);
        commit
    }

    pub(crate) fn add_customer(&self, commit: &mut Commit) -> CustomerId {
        let id = CustomerId::next(&self.ids);
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let email = EmailAddress::parse(&format!("learner.{number}.{id}@example.org")).unwrap();
        let name = |name: &str| PersonName::parse(name).unwrap();
        commit.expect(StreamId::Customer(id), Revision::NONE);
        commit.push(added(id, Profile::new(name("Ada"), name("Lovelace"), email)), None);
        id
    }

    /// An organization that the customer belongs to and administers.
    fn add_organization(&self, commit: &mut Commit, customer: CustomerId) {
        let organization = OrganizationId::next(&self.ids);
        let (code, title) = (Code::parse("BBB").unwrap(), Title::parse("Biology").unwrap());
        commit.expect(StreamId::Organization(organization), Revision::NONE);
        let added = OrganizationEvent::OrganizationAdded { code, title, parent: None };
        commit.push(Event::Organization(organization, added), None);
        for event in [
            CustomerEvent::OrganizationJoined { organization },
            CustomerEvent::AdministratorAppointed { organization },
        ] {
            commit.push(Event::Customer(customer, event.into()), None);
        }
    }

    pub(crate) fn first_commit(&self) -> Commit {
        let mut commit = self.draft();
        let course = CourseId::next(&self.ids);
        let product = ProductId::next(&self.ids);
        let price = PriceId::next(&self.ids);
        let group = GroupId::next(&self.ids);
        for stream in [
            StreamId::Tenant,
            StreamId::Course(course),
            StreamId::Product(product),
            StreamId::Price(price),
            StreamId::Group(group),
        ] {
            commit.expect(stream, Revision::NONE);
        }
        let (code, title) = (Code::parse("BBB").unwrap(), Title::parse("Biology").unwrap());
        let settings = Box::new(Settings::initial());
        let terms = Box::new(PriceTerms {
            title: title.clone(),
            unit_price: Money::zero(Currency::USD),
            duration: AccessDuration::Unlimited,
            anchor: Anchor::OrderDate,
            makes_registration_codes: false,
            seats: SeatPolicy::default(),
            adds_to_groups: Vec::new(),
            reserved_to_groups: Vec::new(),
        });
        let (is_inherited, name) = (false, title.clone());
        commit.push(Event::Tenant(TenantEvent::TenantAdded { settings }), None);
        let added = CourseEvent::CourseAdded { code: code.clone(), title: title.clone() };
        commit.push(Event::Course(course, added), None);
        let added = ProductEvent::ProductAdded { code: code.clone(), title, courses: vec![course] };
        commit.push(Event::Product(product, added), None);
        commit.push(Event::Price(price, PriceEvent::PriceAdded { code: code.clone(), product, terms }), None);
        commit.push(Event::Group(group, GroupEvent::GroupAdded { code, name, is_inherited }), None);
        let customer = self.add_customer(&mut commit);
        let source = MembershipSource::Import;
        let mut happen = |event: RecordEvent| commit.push(Event::Customer(customer, event), None);
        happen(CustomerEvent::GroupJoined { group, source }.into());
        let order = OrderId::next(&self.ids);
        let unit_cost = Money::zero(Currency::USD);
        let lines = vec![OrderLine { number: 1, product, price, quantity: 1, unit_cost }];
        let (status, payment_type) = (OrderStatus::Processed, PaymentType::Import);
        happen(OrderEvent::OrderPlaced { order, status, payment_type, lines }.into());
        let grant = GrantId::next(&self.ids);
        let source = GrantSource { origin: GrantOrigin::Import, order, line: 1, seat: None };
        let window = AccessWindow::unending_from(Instant::EPOCH);
        happen(AccessEvent::AccessGranted { grant, product, source, window, from_first_launch: None }.into());
        happen(AccessEvent::AccessRevoked { grant }.into());
        self.add_seats(&mut commit, customer, (product, price));
        self.add_transcript(&mut commit, customer, course);
        self.add_organization(&mut commit, customer);
        commit
    }
}

pub(crate) fn tenant(store: &PostgresStore) -> Arc<dyn TenantStore> {
    store.tenant(&TenantId::default())
}

pub(crate) fn added(id: CustomerId, profile: Profile) -> Event {
    let profile = Some(Box::new(Personal::new(profile)));
    let event = CustomerEvent::CustomerAdded { origin: Origin::Import, profile, must_change_password: false };
    Event::Customer(id, event.into())
}
