//! How a use case ends when it does not succeed.

use std::fmt;

use rollbook_domain::port::{Conflict, StoreError};
use rollbook_domain::refusal::Refusal;
use rollbook_domain::rule::RuleId;

/// A kind of thing that can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// The tenant.
    Tenant,
    /// A customer.
    Customer,
    /// A group.
    Group,
    /// An organization.
    Organization,
    /// A product.
    Product,
    /// A price.
    Price,
    /// A course.
    Course,
    /// A content item.
    Item,
    /// An order.
    Order,
    /// A sales order.
    SalesOrder,
    /// An access grant.
    Grant,
    /// A seat.
    Seat,
    /// An invitation.
    Invitation,
    /// A mail.
    Mail,
    /// The text of a kind of mail.
    MailText,
    /// An impersonation.
    Impersonation,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Tenant => "tenant",
            Self::Customer => "customer",
            Self::Group => "group",
            Self::Organization => "organization",
            Self::Product => "product",
            Self::Price => "price",
            Self::Course => "course",
            Self::Item => "item",
            Self::Order => "order",
            Self::SalesOrder => "sales order",
            Self::Grant => "access grant",
            Self::Seat => "seat",
            Self::Invitation => "invitation",
            Self::Mail => "mail",
            Self::MailText => "mail text",
            Self::Impersonation => "impersonation",
        })
    }
}

/// How a use case ends when it does not succeed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The rules turn the command down.
    #[error("{0}")]
    Refused(Box<dyn Refusal>),
    /// The command names a thing that does not exist.
    #[error("there is no {what} `{key}`{}", advice(*.what))]
    Missing {
        /// The kind of thing.
        what: What,
        /// How it was named.
        key: String,
    },
    /// Others kept writing to the same streams.
    #[error("others keep changing the same record, so nothing was changed; try again ({0})")]
    Conflict(Conflict),
    /// The store cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An archive could not be written.
    #[error(transparent)]
    Archive(#[from] rollbook_domain::port::ArchiveError),
    /// Passwords could not be hashed.
    #[error(transparent)]
    Hasher(#[from] rollbook_domain::port::PasswordHasherError),
    /// A secret could not be made, sealed or read.
    #[error(transparent)]
    Vault(#[from] rollbook_domain::port::VaultError),
    /// Contracts could not be read out of the system that owns them.
    #[error(transparent)]
    Source(#[from] rollbook_domain::port::ContractSourceError),
}

impl Failure {
    /// A thing that does not exist.
    pub fn missing(what: What, key: impl Into<String>) -> Self {
        Self::Missing { what, key: key.into() }
    }

    /// A file of an archive that cannot be made.
    pub(crate) fn unwritable(name: &str, problem: &impl fmt::Display) -> Self {
        let (path, problem) = (name.to_owned(), problem.to_string());
        rollbook_domain::port::ArchiveError::Failed { path, problem }.into()
    }

    /// The rules behind a refusal; none for other failures.
    pub fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::Refused(refusal) => refusal.rules(),
            _ => &[],
        }
    }
}

macro_rules! refusals {
    ($($refusal:ty),* $(,)?) => {$(
        impl From<$refusal> for Failure {
            fn from(refusal: $refusal) -> Self {
                Self::Refused(Box::new(refusal))
            }
        }
    )*};
}

refusals! {
    rollbook_domain::access::AccessRefused,
    rollbook_domain::catalogue::CatalogueRefused,
    rollbook_domain::catalogue::quiz::QuizRefused,
    rollbook_domain::customer::CustomerRefused,
    rollbook_domain::customer::SendLinkRefused,
    rollbook_domain::customer::UseLinkRefused,
    rollbook_domain::enrollment::EnrollmentRefused,
    rollbook_domain::group::GroupRefused,
    rollbook_domain::impersonation::ImpersonationRefused,
    rollbook_domain::login::LoginRefused,
    rollbook_domain::mail::MailTextRefused,
    rollbook_domain::mail::RequeueRefused,
    rollbook_domain::order::OrderRefused,
    rollbook_domain::organization::OrganizationRefused,
    rollbook_domain::plan::contracts::ContractChangeRefused,
    rollbook_domain::privacy::DeleteCustomerRefused,
    rollbook_domain::privacy::EraseRefused,
    rollbook_domain::privacy::ErasedMeanwhile,
    rollbook_domain::privacy::SuccessorErased,
    rollbook_domain::privacy::retention::RetentionRefused,
    rollbook_domain::record::AssignRefused,
    rollbook_domain::sales_order::SalesOrderRefused,
    rollbook_domain::seat::AssignSeatRefused,
    rollbook_domain::plan::seats::GiveOutRefused,
    rollbook_domain::plan::seats::reclaim::ReclaimSeatsRefused,
    rollbook_domain::record::CancelPartRefused,
    rollbook_domain::seat::HandOverRefused,
    rollbook_domain::seat::VoidRefused,
    rollbook_domain::seat::ClaimRefused,
    rollbook_domain::seat::InviteRefused,
    rollbook_domain::seat::RemindAllRefused,
    rollbook_domain::seat::RenewRefused,
    rollbook_domain::seat::WithdrawRefused,
    rollbook_domain::settings::SettingsRefused,
    rollbook_domain::transcript::attempt::AttemptRefused,
    rollbook_domain::transcript::cmi::CmiRefused,
    rollbook_domain::transcript::TranscriptRefused,
}

fn advice(what: What) -> &'static str {
    match what {
        What::Tenant => "; `rollbook init` makes it",
        What::Customer => "; `rollbook customer list` shows those there are",
        What::Group => "; `rollbook group list` shows those there are",
        What::Organization => "; `rollbook organization list` shows those there are",
        What::Product => "; `rollbook product list` shows those there are",
        What::Price => "; `rollbook price list` shows those there are",
        What::Course => "; `rollbook course list` shows those there are",
        What::Item => "; `rollbook item list` shows those there are",
        What::Order => "; `rollbook order list` shows those there are",
        What::SalesOrder => "; `rollbook sales-order list` shows those there are",
        What::Grant => "; `rollbook access list` shows those there are",
        What::Seat | What::Invitation => "; `rollbook seat list` shows those there are",
        What::Impersonation => "; `rollbook customer impersonate` begins one",
        What::Mail => "; `rollbook mail list` shows those there are",
        What::MailText => "; `rollbook mail texts` shows those there are",
    }
}
