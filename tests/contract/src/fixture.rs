//! A store to try, and short ways to write into it.

use std::any::Any;
use std::sync::Arc;

use pollster::block_on;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::commit::Commit;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CommitId, CountingIds, CustomerId, SeatId};
use rollbook_domain::port::{
    CommitError, Committed, CustomerKey, SalesOrderKey, SeatKey, SeatRow, Store, TenantStore,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::settings::{Settings, TenantEvent, TenantId};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::Transcript;

use crate::words::start;

/// An empty store with the tenant `default` in it, and a source of ids.
pub struct Fixture {
    pub(crate) tenant: Arc<dyn TenantStore>,
    pub(crate) store: Box<dyn Store>,
    pub(crate) ids: CountingIds,
    /// Of how many sets and orders of actors the model of a seat plays one.
    pub(crate) plays_one_in: usize,
    // Last, so that the store is closed before what it stands on goes.
    _keeps: Box<dyn Any + Send + Sync>,
}

impl Fixture {
    /// Takes an empty store.
    ///
    /// # Panics
    /// When the store cannot write its first tenant.
    pub fn new(store: impl Store + 'static) -> Self {
        Self::holding(store, ())
    }

    /// Takes an empty store with something that must outlive it, such as a temporary folder.
    ///
    /// # Panics
    /// When the store cannot write its first tenant.
    pub fn holding(store: impl Store + 'static, keeps: impl Any + Send + Sync) -> Self {
        let tenant = store.tenant(&TenantId::default());
        let ids = CountingIds::starting_at(1);
        let fixture = Self { tenant, store: Box::new(store), ids, plays_one_in: 1, _keeps: Box::new(keeps) };
        fixture.add_tenant(&*fixture.tenant);
        fixture
    }

    /// Lets the model of a seat play one in so many of its larger sets of actors; for a store that other tests play in full,
    /// reached in a slower way.
    #[must_use]
    pub fn playing_one_in(self, plays_one_in: usize) -> Self {
        Self { plays_one_in, ..self }
    }

    pub(crate) fn add_tenant(&self, tenant: &dyn TenantStore) {
        let mut commit = self.draft(start());
        commit.expect(StreamId::Tenant, Revision::NONE);
        let settings = Box::new(Settings::initial());
        commit.push(Event::Tenant(TenantEvent::TenantAdded { settings }), None);
        block_on(tenant.commit(commit)).unwrap();
    }

    /// An empty commit of an administrator.
    pub(crate) fn draft(&self, recorded_at: Instant) -> Commit {
        let actor = Actor::administrator("grace", Channel::Cli);
        Commit::new(CommitId::next(&self.ids), recorded_at, actor)
    }

    /// A commit of events that are true from when they are recorded, resting on what the store holds now.
    pub(crate) fn draft_of(&self, recorded_at: Instant, events: impl IntoIterator<Item = Event>) -> Commit {
        let mut commit = self.draft(recorded_at);
        for event in events {
            commit.push(event, None);
        }
        self.expect_what_is(&mut commit);
        commit
    }

    /// Names the revision, as it is now, of every stream that the commit writes to and does not name yet.
    pub(crate) fn expect_what_is(&self, commit: &mut Commit) {
        for index in 0..commit.events.len() {
            let stream = commit.events[index].event.stream();
            if !commit.expected.iter().any(|expected| expected.stream == stream) {
                commit.expect(stream, self.revision(stream));
            }
        }
    }

    pub(crate) fn write(&self, events: impl IntoIterator<Item = Event>) -> Committed {
        self.write_at(start(), events)
    }

    pub(crate) fn write_at(
        &self,
        recorded_at: Instant,
        events: impl IntoIterator<Item = Event>,
    ) -> Committed {
        self.commit(self.draft_of(recorded_at, events)).unwrap()
    }

    pub(crate) fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        block_on(self.tenant.commit(commit))
    }

    pub(crate) fn find(&self, customer: CustomerId) -> Option<CustomerRecord> {
        block_on(self.tenant.find_customer(&CustomerKey::Id(customer))).unwrap()
    }

    pub(crate) fn record(&self, customer: CustomerId) -> CustomerRecord {
        self.find(customer).unwrap()
    }

    pub(crate) fn seat(&self, id: SeatId) -> Option<SeatRow> {
        block_on(self.tenant.find_seat(&SeatKey::Id(id))).unwrap()
    }

    pub(crate) fn transcript(&self, customer: CustomerId) -> Option<Transcript> {
        block_on(self.tenant.find_transcript(customer)).unwrap()
    }

    /// The revision of a stream, as a reader shows it.
    pub(crate) fn revision(&self, stream: StreamId) -> Revision {
        let catalogue = || block_on(self.tenant.catalogue()).unwrap();
        let found = match stream {
            StreamId::Tenant => block_on(self.tenant.tenant_state()).unwrap().map(|state| state.revision),
            StreamId::Customer(id) => self.find(id).map(|record| record.revision),
            StreamId::Group(id) => {
                let groups = block_on(self.tenant.groups()).unwrap();
                groups.into_iter().find(|group| group.id == id).map(|group| group.revision)
            }
            StreamId::Organization(id) => {
                let organizations = block_on(self.tenant.organizations()).unwrap();
                organizations.into_iter().find(|one| one.id == id).map(|one| one.revision)
            }
            StreamId::Product(id) => catalogue().product(id).map(|product| product.revision),
            StreamId::Price(id) => catalogue().price(id).map(|price| price.revision),
            StreamId::Course(id) => catalogue().course(id).map(|course| course.revision),
            StreamId::Import(id) => block_on(self.tenant.find_import(id)).unwrap().map(|_| Revision::new(1)),
            StreamId::SalesOrder(id) => block_on(self.tenant.find_sales_order(&SalesOrderKey::Id(id)))
                .unwrap()
                .map(|order| order.revision),
            StreamId::Seat(id) => self.seat(id).map(|row| row.seat.revision),
            StreamId::MailText(kind) => {
                let texts = block_on(self.tenant.mail_texts()).unwrap();
                texts.into_iter().find(|text| text.kind == kind).map(|text| text.revision())
            }
            StreamId::Transcript(id) => self.transcript(id).map(|transcript| transcript.revision),
            StreamId::Outbox => Some(block_on(self.tenant.outbox_revision()).unwrap()),
        };
        found.unwrap_or(Revision::NONE)
    }
}
