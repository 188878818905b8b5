//! What the tests of use cases work with: a mock of every port, a clock that stands, ids that count.

pub(crate) mod faults;
pub(crate) mod learner;
pub(crate) mod sales_orders;
pub(crate) mod seats;
pub(crate) mod world;

use std::ops::RangeInclusive;

use async_trait::async_trait;
use mockall::mock;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::audit::{LogEntry, LogHead};
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::catalogue::quiz::ItemQuiz;
use rollbook_domain::commit::{Commit, Recorded};
use rollbook_domain::email::EmailKey;
use rollbook_domain::group::Group;
use rollbook_domain::id::ImpersonationId;
use rollbook_domain::id::{
    CommitId, CountingIds, CustomerId, ImportId, ItemId, MailId, OrderId, ProductId, SalesOrderId, SeatId,
};
use rollbook_domain::impersonation::Impersonation;
use rollbook_domain::import_log::ImportRecord;
use rollbook_domain::login::Login;
use rollbook_domain::mail::{Mail, MailKind, MailText, Suppression};
use rollbook_domain::organization::Organization;
use rollbook_domain::port::{
    AccessLookup, AccessReader, ActivityQuery, ActivityReader, AnswersQuery, AnswersRow, Audience,
    AuditReader, CatalogueReader, Clock, CommitError, Commits, Committed, Conflict, CustomerKey,
    CustomerQuery, CustomerReader, CustomerSummary, EnrollmentQuery, EnrollmentReader, EnrollmentRow,
    FormerEmail, GroupReader, ImpersonationReader, ImportReader, InactiveCustomer, KnownCustomer, Learner,
    LeaseRequest, LeasedMail, LinkedEnrollment, LoginQuery, Logins, MailQuery, OrderQuery, OrderReader,
    OrderRow, OrganizationReader, Outbox, Page, PageRequest, PasswordHasher, PasswordHasherError, PersonRow,
    PoolQuery, PoolRow, ReadResult, Retention, SalesOrderKey, SalesOrderReader, SeatKey, SeatQuery,
    SeatReader, SeatRow, SettingsReader, Settled, Settlement, StoreError, SubjectKey, TenantState,
    TranscriptQuery, TranscriptReader, UniqueFact,
};
use rollbook_domain::privacy::retention::RetainedCounts;
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::sales_order::SalesOrder;
use rollbook_domain::secret::{LinkHash, Password, PasswordHash};
use rollbook_domain::settings::{Retained, RetainedRows, Settings};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::Transcript;
use rollbook_domain::transcript::cmi::CmiData;

use crate::Desk;

mock! {
    /// A tenant's store of which every answer is written by the test.
    pub(crate) Ports {}

    #[async_trait]
    impl AccessReader for Ports {
        async fn access_facts(&self, customer: &CustomerKey, subject: &SubjectKey) -> ReadResult<AccessLookup>;
    }

    #[async_trait]
    impl ActivityReader for Ports {
        async fn activity(&self, query: &ActivityQuery, page: &PageRequest) -> ReadResult<Page<Recorded>>;
    }

    #[async_trait]
    impl AuditReader for Ports {
        async fn log_head(&self) -> ReadResult<LogHead>;
        async fn log_entries(&self, after: u64, most: usize) -> ReadResult<Vec<LogEntry>>;
    }

    #[async_trait]
    impl CatalogueReader for Ports {
        async fn catalogue(&self) -> ReadResult<Catalogue>;
        async fn find_quiz(&self, item: ItemId) -> ReadResult<Option<ItemQuiz>>;
    }

    #[async_trait]
    impl Commits for Ports {
        async fn commit(&self, commit: Commit) -> Result<Committed, CommitError>;
        async fn find_commit(&self, id: CommitId) -> Result<Option<Committed>, StoreError>;
    }

    #[async_trait]
    impl CustomerReader for Ports {
        async fn find_customer(&self, key: &CustomerKey) -> ReadResult<Option<CustomerRecord>>;
        async fn customer_part(&self, key: &CustomerKey, places: RangeInclusive<Revision>) -> ReadResult<Option<CustomerRecord>>;
        async fn known_customers(&self, emails: &[EmailKey], codes: &[Code]) -> ReadResult<Vec<KnownCustomer>>;
        async fn list_customers(&self, query: &CustomerQuery, page: &PageRequest) -> ReadResult<Page<CustomerSummary>>;
        async fn find_account_link(&self, link: &LinkHash) -> ReadResult<Option<CustomerId>>;
        async fn password_hash(&self, customer: CustomerId) -> ReadResult<Option<PasswordHash>>;
        async fn former_emails(&self, customer: CustomerId) -> ReadResult<Vec<FormerEmail>>;
        async fn own_addresses(&self, customer: CustomerId) -> ReadResult<Vec<EmailKey>>;
    }

    #[async_trait]
    impl EnrollmentReader for Ports {
        async fn enrollments(&self, query: &EnrollmentQuery, page: &PageRequest) -> ReadResult<Page<EnrollmentRow>>;
    }

    #[async_trait]
    impl TranscriptReader for Ports {
        async fn find_transcript(&self, customer: CustomerId) -> ReadResult<Option<Transcript>>;
        async fn transcript_part(&self, customer: CustomerId, places: RangeInclusive<Revision>) -> ReadResult<Option<Transcript>>;
        async fn transcripts(&self, query: &TranscriptQuery, page: &PageRequest) -> ReadResult<Page<Transcript>>;
        async fn find_cmi(&self, customer: CustomerId, item: ItemId) -> ReadResult<Option<CmiData>>;
        async fn answers(&self, query: &AnswersQuery, page: &PageRequest) -> ReadResult<Page<AnswersRow>>;
    }

    #[async_trait]
    impl GroupReader for Ports {
        async fn groups(&self) -> ReadResult<Vec<Group>>;
    }

    #[async_trait]
    impl ImpersonationReader for Ports {
        async fn find_impersonation(&self, id: ImpersonationId) -> ReadResult<Option<Impersonation>>;
    }

    #[async_trait]
    impl Logins for Ports {
        async fn record_logins(&self, logins: &[Login]) -> ReadResult<usize>;
        async fn logins(&self, query: &LoginQuery, page: &PageRequest) -> ReadResult<Page<Login>>;
    }

    #[async_trait]
    impl ImportReader for Ports {
        async fn find_import(&self, id: ImportId) -> ReadResult<Option<ImportRecord>>;
    }

    #[async_trait]
    impl OrderReader for Ports {
        async fn find_order(&self, id: OrderId) -> ReadResult<Option<OrderRow>>;
        async fn list_orders(&self, query: &OrderQuery, page: &PageRequest) -> ReadResult<Page<OrderRow>>;
    }

    #[async_trait]
    impl OrganizationReader for Ports {
        async fn organizations(&self) -> ReadResult<Vec<Organization>>;
        async fn people(&self, audience: &Audience, page: &PageRequest) -> ReadResult<Page<PersonRow>>;
    }

    #[async_trait]
    impl Outbox for Ports {
        async fn lease(&self, request: &LeaseRequest) -> ReadResult<Vec<LeasedMail>>;
        async fn settle(&self, settlement: &Settlement) -> ReadResult<Settled>;
        async fn next_due_at(&self) -> ReadResult<Option<Instant>>;
        async fn find_mail(&self, id: MailId) -> ReadResult<Option<Mail>>;
        async fn mails(&self, query: &MailQuery, page: &PageRequest) -> ReadResult<Page<Mail>>;
        async fn mails_to(&self, customers: &[CustomerId], kinds: &[MailKind]) -> ReadResult<Vec<Mail>>;
        async fn suppressions(&self) -> ReadResult<Vec<Suppression>>;
        async fn outbox_revision(&self) -> ReadResult<Revision>;
        async fn mail_texts(&self) -> ReadResult<Vec<MailText>>;
    }

    #[async_trait]
    impl Retention for Ports {
        async fn count_retained(&self, retained: Retained, bounds: &[Instant]) -> ReadResult<RetainedCounts>;
        async fn find_retained(
            &self,
            retained: RetainedRows,
            before: Instant,
            after: u32,
        ) -> ReadResult<Option<Instant>>;
        async fn inactive_customers(
            &self,
            before: Instant,
            page: &PageRequest,
        ) -> ReadResult<Page<InactiveCustomer>>;
    }

    #[async_trait]
    impl SalesOrderReader for Ports {
        async fn find_sales_order(&self, key: &SalesOrderKey) -> ReadResult<Option<SalesOrder>>;
        async fn list_sales_orders(&self, page: &PageRequest) -> ReadResult<Page<SalesOrder>>;
        async fn linked_enrollments(
            &self,
            sales_order: SalesOrderId,
            page: &PageRequest,
        ) -> ReadResult<Page<LinkedEnrollment>>;
    }

    #[async_trait]
    impl SeatReader for Ports {
        async fn find_seat(&self, key: &SeatKey) -> ReadResult<Option<SeatRow>>;
        async fn seats(&self, query: &SeatQuery, page: &PageRequest) -> ReadResult<Page<SeatRow>>;
        async fn pools(&self, query: &PoolQuery, now: Instant, page: &PageRequest) -> ReadResult<Page<PoolRow>>;
        async fn learners(&self, emails: &[EmailKey], product: ProductId) -> ReadResult<Vec<Learner>>;
        async fn earlier_learners(&self, buyer: CustomerId, product: ProductId) -> ReadResult<Vec<Learner>>;
        async fn seats_offered_to(&self, addresses: &[EmailKey]) -> ReadResult<Vec<SeatId>>;
    }

    #[async_trait]
    impl SettingsReader for Ports {
        async fn tenant_state(&self) -> ReadResult<Option<TenantState>>;
    }
}

mock! {
    /// A hasher whose answers are written by the test.
    pub(crate) Hasher {}

    impl PasswordHasher for Hasher {
        fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError>;
    }
}

/// A clock that stands.
pub(crate) struct StandingClock(pub(crate) Instant);

impl Clock for StandingClock {
    fn now(&self) -> Instant {
        self.0
    }
}

/// The instant every test of a use case happens at.
pub(crate) fn now() -> Instant {
    instant("2026-03-01T12:00:00Z")
}

/// Reads an instant that is known to be one.
pub(crate) fn instant(text: &str) -> Instant {
    Instant::parse(text).expect("an instant")
}

/// Reads a code that is known to be one.
pub(crate) fn code(text: &str) -> Code {
    Code::parse(text).expect("a code")
}

/// What a desk borrows.
pub(crate) struct Room {
    store: MockPorts,
    clock: StandingClock,
    ids: CountingIds,
}

impl Room {
    /// A room with that store, at [`now`].
    pub(crate) fn with(store: MockPorts) -> Self {
        Self { store, clock: StandingClock(now()), ids: CountingIds::starting_at(1000) }
    }

    /// The desk in it.
    pub(crate) fn desk(&self) -> Desk<'_> {
        let actor = Actor::administrator("tester", Channel::Library);
        Desk { store: &self.store, clock: &self.clock, ids: &self.ids, actor }
    }
}

/// The outage every test of an outage has.
pub(crate) fn outage() -> StoreError {
    StoreError::Unavailable("the disk is gone".to_owned())
}

/// A stream that moved meanwhile.
pub(crate) fn moved(customer: CustomerId) -> CommitError {
    let stream = rollbook_domain::event::StreamId::Customer(customer);
    CommitError::Conflict(Conflict::Moved { stream, expected: Revision::new(1) })
}

/// A unique fact that somebody else took meanwhile.
pub(crate) fn taken(fact: UniqueFact) -> CommitError {
    CommitError::Conflict(Conflict::Taken(fact))
}

/// A tenant as a new one begins.
pub(crate) fn new_tenant() -> TenantState {
    TenantState { settings: Settings::initial(), revision: Revision::new(1) }
}
