//! What the outside must offer: readers by role, one way to commit, a clock, and a password hasher.
//!
//! # Rules of the port
//! - A reader answers from one consistent state, at least as new as the last commit answered to the same caller.
//! - Absent is `None`; a row that cannot be understood is [`StoreError::Corrupt`] with table, column and id.
//! - Lists have a total order and are paged by an opaque [`Cursor`]; a page may be shorter than asked for, and the list
//!   is over when `next` is `None`.
//! - [`Commits::commit`] applies everything or nothing, and answers only when it is durable.
//! - No reader and no commit knows a rule: states are derived by the domain from the facts returned.

mod access;
mod activity;
mod archive;
mod audit;
mod catalogue;
mod clock;
mod closed_vault;
mod commits;
mod contract_source;
pub mod copy;
mod counting_vault;
mod customer;
mod enrollment;
mod error;
mod group;
mod impersonation;
mod import;
mod login;
mod mail;
mod mailer;
mod order;
mod organization;
mod page;
mod password;
mod retention;
mod sales_order;
mod seat;
mod settings;
mod store;
pub mod stored;
mod transcript;
mod vault;

pub use access::{AccessLookup, AccessReader, SubjectKey};
pub use activity::{ActivityQuery, ActivityReader};
pub use archive::{ArchiveError, ArchiveWriter, Archives};
pub use audit::AuditReader;
pub use catalogue::CatalogueReader;
pub use clock::Clock;
pub use closed_vault::ClosedVault;
pub use commits::{CommitError, Commits, Committed, Conflict, UniqueFact};
pub use contract_source::{ContractPage, ContractSource, ContractSourceError};
pub use counting_vault::CountingVault;
pub use customer::{CustomerKey, CustomerQuery, CustomerReader, CustomerSummary, FormerEmail, KnownCustomer};
pub use enrollment::{EnrollmentQuery, EnrollmentReader, EnrollmentRow};
pub use error::{ReadResult, StoreError};
pub use group::GroupReader;
pub use impersonation::ImpersonationReader;
pub use import::ImportReader;
pub use login::{LoginQuery, Logins};
pub use mail::{Delivery, LeaseRequest, LeasedMail, MailQuery, Outbox, Settled, Settlement};
pub use mailer::{Mailer, MailerError, OutgoingMail};
pub use order::{OrderQuery, OrderReader, OrderRow};
pub use organization::{Audience, OrganizationReader, PersonRow};
pub use page::{Cursor, Page, PageRequest};
pub use password::{PasswordHasher, PasswordHasherError};
pub use retention::{InactiveCustomer, Retention};
pub use sales_order::{LinkedEnrollment, SalesOrderKey, SalesOrderReader};
pub use seat::{Buyer, Holder, Learner, PoolQuery, PoolRow, SeatKey, SeatQuery, SeatReader, SeatRow};
pub use settings::{SettingsReader, TenantState};
pub use store::{Store, TenantStore};
pub use transcript::{AnswersQuery, AnswersRow, TranscriptQuery, TranscriptReader};
pub use vault::{Vault, VaultError};
