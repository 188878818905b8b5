//! What there is before an experiment begins: a course that is sold by the seat, buyers with seats, and people.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use pollster::block_on;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::catalogue::{Anchor, CourseEvent, PriceEvent, PriceTerms, ProductEvent, SeatPolicy};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, Origin, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CourseId, CustomerId, IdSource, PriceId, ProductId, SeatId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Clock, PageRequest, SeatQuery, Store, TenantStore};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::settings::{Settings, TenantEvent, TenantId};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, PersonName, Title};
use rollbook_domain::time::AccessDuration;
use rollbook_system::{KeyRingVault, SystemClock, SystemIds, create_key_file};
use serde::{Deserialize, Serialize};

use super::client::Client;
use crate::history::{Act, Outcome, PoolKey, Recorder, Told};
use crate::watched::{Guards, Watched};

/// The code of the course, its product and its price.
pub(super) const CODE: &str = "SCIENCE";

/// Somebody who may be given seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The customer.
    pub id: CustomerId,
    /// The address.
    pub email: String,
}

/// An order line with its seats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoolScene {
    /// Who bought it.
    pub buyer: CustomerId,
    /// Which it is.
    pub key: PoolKey,
    /// Its seats by number.
    pub seats: Vec<SeatId>,
}

/// Everything that clients have to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scene {
    /// Who buys.
    pub buyers: Vec<Person>,
    /// Who learns.
    pub people: Vec<Person>,
    /// What was bought.
    pub pools: Vec<PoolScene>,
}

/// How much there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// How many pools, each with a buyer of its own.
    pub pools: usize,
    /// How many seats in each; at least 2.
    pub seats: u32,
    /// How many people.
    pub people: usize,
}

/// A scene that cannot be set.
#[derive(Debug, thiserror::Error)]
pub enum SceneError {
    /// The store or a rule is against it.
    #[error("the scene cannot be set: {0}")]
    Failed(String),
    /// A file cannot be read or written.
    #[error("a file of the scene: {0}")]
    File(#[from] io::Error),
}

fn failed(problem: impl std::fmt::Display) -> SceneError {
    SceneError::Failed(problem.to_string())
}

impl Scene {
    /// Fills an empty store, and writes down what there is; the orders are part of the histories.
    ///
    /// # Errors
    /// [`SceneError`].
    pub fn set(
        store: &dyn Store,
        size: Size,
        scene: &Path,
        keys: &Path,
        histories: &Path,
    ) -> Result<Self, SceneError> {
        create_key_file(keys).map_err(failed)?;
        let tenant = store.tenant(&TenantId::default());
        let ids = Arc::new(SystemIds::default());
        write(&*tenant, &*ids, catalogue(&*ids)?)?;
        let buyers = people(&*tenant, &*ids, "buyer", size.pools)?;
        let people = people(&*tenant, &*ids, "learner", size.people)?;
        let recorder = Arc::new(Recorder::create(histories, "scene")?);
        let watched = Watched::new(Arc::clone(&tenant), Arc::clone(&recorder), Guards::Kept);
        let vault = Arc::new(KeyRingVault::open(keys).map_err(failed)?);
        let mut set = Self { buyers, people, pools: Vec::new() };
        let mut client = Client::new(watched, recorder, ids, vault);
        for buyer in &set.buyers {
            let act = Act::Order { buyer: buyer.id, quantity: size.seats };
            let Outcome::Done(Told::Ordered { order, .. }) = block_on(client.does(act, &set))? else {
                return Err(failed("an order was not placed"));
            };
            let query = SeatQuery { order: Some(order), ..SeatQuery::default() };
            let rows = block_on(tenant.seats(&query, &PageRequest::everything())).map_err(failed)?.items;
            let key = PoolKey { order, line: 1 };
            let seats = rows.into_iter().map(|row| row.seat.id).collect();
            set.pools.push(PoolScene { buyer: buyer.id, key, seats });
        }
        fs::write(scene, serde_json::to_vec(&set).map_err(failed)?)?;
        Ok(set)
    }

    /// Reads what there is.
    ///
    /// # Errors
    /// [`SceneError`].
    pub fn read(path: &Path) -> Result<Self, SceneError> {
        serde_json::from_slice(&fs::read(path)?).map_err(failed)
    }

    /// The address of somebody.
    pub(super) fn email(&self, person: CustomerId) -> Option<EmailAddress> {
        let known = self.people.iter().chain(&self.buyers).find(|known| known.id == person)?;
        EmailAddress::parse(&known.email).ok()
    }

    /// Who answers for a pool.
    pub(super) fn buyer(&self, pool: PoolKey) -> Option<CustomerId> {
        self.pools.iter().find(|known| known.key == pool).map(|known| known.buyer)
    }
}

/// How somebody is called.
pub(super) fn profile(email: EmailAddress) -> Result<Profile, String> {
    let name = |text| PersonName::parse(text).map_err(|error| error.to_string());
    Ok(Profile::new(name("Ada")?, name("Lovelace")?, email))
}

pub(super) fn actor() -> Actor {
    Actor::administrator("grace", Channel::Library)
}

/// Writes a commit of nothing but new things.
fn write(tenant: &dyn TenantStore, ids: &dyn IdSource, events: Vec<Event>) -> Result<(), SceneError> {
    let mut commit = Commit::new(CommitId::next(ids), SystemClock.now(), actor());
    let mut streams: Vec<StreamId> = events.iter().map(Event::stream).collect();
    streams.sort_unstable();
    streams.dedup();
    for stream in streams {
        commit.expect(stream, Revision::NONE);
    }
    for event in events {
        commit.push(event, None);
    }
    block_on(tenant.commit(commit)).map(|_| ()).map_err(failed)
}

fn catalogue(ids: &dyn IdSource) -> Result<Vec<Event>, SceneError> {
    let (course, product) = (CourseId::next(ids), ProductId::next(ids));
    let (code, title) = (Code::parse(CODE).map_err(failed)?, Title::parse("Science").map_err(failed)?);
    let terms = PriceTerms {
        title: title.clone(),
        unit_price: Money::zero(Currency::USD),
        duration: AccessDuration::parse("12 months").map_err(failed)?,
        anchor: Anchor::OrderDate,
        makes_registration_codes: true,
        seats: SeatPolicy::default(),
        adds_to_groups: Vec::new(),
        reserved_to_groups: Vec::new(),
    };
    let added = CourseEvent::CourseAdded { code: code.clone(), title: title.clone() };
    let sold = ProductEvent::ProductAdded { code: code.clone(), title, courses: vec![course] };
    let priced = PriceEvent::PriceAdded { code, product, terms: Box::new(terms) };
    let settings = Box::new(Settings::initial());
    Ok(vec![
        Event::Tenant(TenantEvent::TenantAdded { settings }),
        Event::Course(course, added),
        Event::Product(product, sold),
        Event::Price(PriceId::next(ids), priced),
    ])
}

fn people(
    tenant: &dyn TenantStore,
    ids: &dyn IdSource,
    name: &str,
    count: usize,
) -> Result<Vec<Person>, SceneError> {
    let (mut people, mut events) = (Vec::with_capacity(count), Vec::new());
    for number in 0..count {
        let email = format!("{name}{number}@example.org");
        let id = CustomerId::next(ids);
        let address = EmailAddress::parse(&email).map_err(failed)?;
        let profile = Some(Box::new(Personal::new(profile(address).map_err(failed)?)));
        let added =
            CustomerEvent::CustomerAdded { origin: Origin::Admin, profile, must_change_password: false };
        events.push(Event::Customer(id, added.into()));
        // With a password nobody is mailed a link when they are given a seat, so a storm is one of seats.
        let hash = Some(PasswordHash::from_stored("$plain$"));
        let set = CustomerEvent::PasswordSet { must_change: false, hash };
        events.push(Event::Customer(id, set.into()));
        people.push(Person { id, email });
    }
    if !events.is_empty() {
        write(tenant, ids, events)?;
    }
    Ok(people)
}
