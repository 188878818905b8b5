//! Everything but commits is the store's own.

use std::ops::RangeInclusive;

use async_trait::async_trait;
use rollbook_domain::audit::{LogEntry, LogHead};
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::catalogue::quiz::ItemQuiz;
use rollbook_domain::commit::Recorded;
use rollbook_domain::email::EmailKey;
use rollbook_domain::group::Group;
use rollbook_domain::id::{
    CustomerId, ImpersonationId, ImportId, ItemId, MailId, OrderId, ProductId, SalesOrderId, SeatId,
};
use rollbook_domain::impersonation::Impersonation;
use rollbook_domain::import_log::ImportRecord;
use rollbook_domain::login::Login;
use rollbook_domain::mail::{Mail, MailKind, MailText, Suppression};
use rollbook_domain::organization::Organization;
use rollbook_domain::port::{
    AccessLookup, AccessReader, ActivityQuery, ActivityReader, AnswersQuery, AnswersRow, Audience,
    AuditReader, CatalogueReader, CustomerKey, CustomerQuery, CustomerReader, CustomerSummary,
    EnrollmentQuery, EnrollmentReader, EnrollmentRow, FormerEmail, GroupReader, ImpersonationReader,
    ImportReader, InactiveCustomer, KnownCustomer, Learner, LeaseRequest, LeasedMail, LinkedEnrollment,
    LoginQuery, Logins, MailQuery, OrderQuery, OrderReader, OrderRow, OrganizationReader, Outbox, Page,
    PageRequest, PersonRow, PoolQuery, PoolRow, ReadResult, Retention, SalesOrderKey, SalesOrderReader,
    SeatKey, SeatQuery, SeatReader, SeatRow, SettingsReader, Settled, Settlement, SubjectKey, TenantState,
    TranscriptQuery, TranscriptReader,
};
use rollbook_domain::privacy::retention::RetainedCounts;
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::sales_order::SalesOrder;
use rollbook_domain::secret::{LinkHash, PasswordHash};
use rollbook_domain::settings::{Retained, RetainedRows};
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::Transcript;
use rollbook_domain::transcript::cmi::CmiData;

use super::Watched;

macro_rules! handed_on {
    ($($role:ident { $(fn $name:ident($($argument:ident: $type:ty),*) -> $answer:ty;)* })*) => {$(
        #[async_trait]
        impl $role for Watched {
            $(async fn $name(&self, $($argument: $type),*) -> ReadResult<$answer> {
                self.inner.$name($($argument),*).await
            })*
        }
    )*};
}

handed_on! {
    AccessReader {
        fn access_facts(customer: &CustomerKey, subject: &SubjectKey) -> AccessLookup;
    }
    ActivityReader {
        fn activity(query: &ActivityQuery, page: &PageRequest) -> Page<Recorded>;
    }
    CatalogueReader {
        fn catalogue() -> Catalogue;
        fn find_quiz(item: ItemId) -> Option<ItemQuiz>;
    }
    CustomerReader {
        fn find_customer(key: &CustomerKey) -> Option<CustomerRecord>;
        fn customer_part(key: &CustomerKey, places: RangeInclusive<Revision>) -> Option<CustomerRecord>;
        fn known_customers(emails: &[EmailKey], codes: &[Code]) -> Vec<KnownCustomer>;
        fn list_customers(query: &CustomerQuery, page: &PageRequest) -> Page<CustomerSummary>;
        fn find_account_link(link: &LinkHash) -> Option<CustomerId>;
        fn password_hash(customer: CustomerId) -> Option<PasswordHash>;
        fn former_emails(customer: CustomerId) -> Vec<FormerEmail>;
        fn own_addresses(customer: CustomerId) -> Vec<EmailKey>;
    }
    EnrollmentReader {
        fn enrollments(query: &EnrollmentQuery, page: &PageRequest) -> Page<EnrollmentRow>;
    }
    TranscriptReader {
        fn find_transcript(customer: CustomerId) -> Option<Transcript>;
        fn transcript_part(customer: CustomerId, places: RangeInclusive<Revision>) -> Option<Transcript>;
        fn transcripts(query: &TranscriptQuery, page: &PageRequest) -> Page<Transcript>;
        fn find_cmi(customer: CustomerId, item: ItemId) -> Option<CmiData>;
        fn answers(query: &AnswersQuery, page: &PageRequest) -> Page<AnswersRow>;
    }
    GroupReader {
        fn groups() -> Vec<Group>;
    }
    ImpersonationReader {
        fn find_impersonation(id: ImpersonationId) -> Option<Impersonation>;
    }
    Logins {
        fn record_logins(logins: &[Login]) -> usize;
        fn logins(query: &LoginQuery, page: &PageRequest) -> Page<Login>;
    }
    ImportReader {
        fn find_import(id: ImportId) -> Option<ImportRecord>;
    }
    OrderReader {
        fn find_order(id: OrderId) -> Option<OrderRow>;
        fn list_orders(query: &OrderQuery, page: &PageRequest) -> Page<OrderRow>;
    }
    OrganizationReader {
        fn organizations() -> Vec<Organization>;
        fn people(audience: &Audience, page: &PageRequest) -> Page<PersonRow>;
    }
    Outbox {
        fn lease(request: &LeaseRequest) -> Vec<LeasedMail>;
        fn settle(settlement: &Settlement) -> Settled;
        fn next_due_at() -> Option<Instant>;
        fn find_mail(id: MailId) -> Option<Mail>;
        fn mails(query: &MailQuery, page: &PageRequest) -> Page<Mail>;
        fn mails_to(customers: &[CustomerId], kinds: &[MailKind]) -> Vec<Mail>;
        fn suppressions() -> Vec<Suppression>;
        fn outbox_revision() -> Revision;
        fn mail_texts() -> Vec<MailText>;
    }
    AuditReader {
        fn log_head() -> LogHead;
        fn log_entries(after: u64, most: usize) -> Vec<LogEntry>;
    }
    Retention {
        fn count_retained(retained: Retained, bounds: &[Instant]) -> RetainedCounts;
        fn find_retained(retained: RetainedRows, before: Instant, after: u32) -> Option<Instant>;
        fn inactive_customers(before: Instant, page: &PageRequest) -> Page<InactiveCustomer>;
    }
    SalesOrderReader {
        fn find_sales_order(key: &SalesOrderKey) -> Option<SalesOrder>;
        fn list_sales_orders(page: &PageRequest) -> Page<SalesOrder>;
        fn linked_enrollments(sales_order: SalesOrderId, page: &PageRequest) -> Page<LinkedEnrollment>;
    }
    SeatReader {
        fn find_seat(key: &SeatKey) -> Option<SeatRow>;
        fn seats(query: &SeatQuery, page: &PageRequest) -> Page<SeatRow>;
        fn pools(query: &PoolQuery, now: Instant, page: &PageRequest) -> Page<PoolRow>;
        fn learners(emails: &[EmailKey], product: ProductId) -> Vec<Learner>;
        fn earlier_learners(buyer: CustomerId, product: ProductId) -> Vec<Learner>;
        fn seats_offered_to(addresses: &[EmailKey]) -> Vec<SeatId>;
    }
    SettingsReader {
        fn tenant_state() -> Option<TenantState>;
    }
}
