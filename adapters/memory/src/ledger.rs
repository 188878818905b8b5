//! Everything one tenant holds: the log, and what it folds to.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rollbook_domain::catalogue::quiz::{Answers, ItemQuiz};
use rollbook_domain::catalogue::{Catalogue, Course, Price, Product};
use rollbook_domain::commit::Recorded;
use rollbook_domain::email::EmailKey;
use rollbook_domain::event::StreamId;
use rollbook_domain::group::Group;
use rollbook_domain::id::ImpersonationId;
use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GroupId, ImportId, InvitationId, ItemId, MailId, OrderId, OrganizationId,
    PriceId, ProductId, SalesOrderId, SeatId, SubmissionId,
};
use rollbook_domain::impersonation::Impersonation;
use rollbook_domain::import_log::ImportRecord;
use rollbook_domain::login::Login;
use rollbook_domain::mail::{Mail, MailKind, MailText, Suppression};
use rollbook_domain::organization::Organization;
use rollbook_domain::port::{Committed, CustomerKey, FormerEmail, TenantState, UniqueFact};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::sales_order::SalesOrder;
use rollbook_domain::seat::Seat;
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::settings::TenantId;
use rollbook_domain::stamp::Revision;
use rollbook_domain::transcript::Transcript;
use rollbook_domain::transcript::cmi::CmiData;

use crate::audit::Sealed;
use crate::login::LoginKey;
use crate::unique::UniqueFacts;

/// One tenant's state; it changes by [`Ledger::commit`] alone.
#[derive(Default)]
pub(crate) struct Ledger {
    /// Whose it is.
    pub(crate) tenant: TenantId,
    /// What was recorded; the event of sequence 1 comes first.
    pub(crate) log: Vec<Recorded>,
    /// How each event of the log is sealed.
    pub(crate) chain: Vec<Sealed>,
    /// For each stream, where its events stand in the log.
    pub(crate) streams: HashMap<StreamId, Vec<usize>>,
    pub(crate) commits: HashMap<CommitId, Committed>,
    pub(crate) unique: UniqueFacts,
    pub(crate) settings: Option<TenantState>,
    pub(crate) customers: BTreeMap<CustomerId, CustomerRecord>,
    /// Of whom nothing more is written.
    pub(crate) deleted: BTreeSet<CustomerId>,
    pub(crate) passwords: HashMap<CustomerId, PasswordHash>,
    pub(crate) former_emails: BTreeMap<CustomerId, Vec<FormerEmail>>,
    /// Whose order it is.
    pub(crate) orders: BTreeMap<OrderId, CustomerId>,
    pub(crate) groups: BTreeMap<GroupId, Group>,
    pub(crate) organizations: BTreeMap<OrganizationId, Organization>,
    pub(crate) products: BTreeMap<ProductId, Product>,
    pub(crate) prices: BTreeMap<PriceId, Price>,
    pub(crate) courses: BTreeMap<CourseId, Course>,
    pub(crate) quizzes: BTreeMap<ItemId, ItemQuiz>,
    /// What was answered, whose answers they are and to which item.
    pub(crate) answers: BTreeMap<SubmissionId, (CustomerId, ItemId, Answers)>,
    pub(crate) cmi: BTreeMap<(CustomerId, ItemId), CmiData>,
    pub(crate) imports: BTreeMap<ImportId, ImportRecord>,
    pub(crate) sales_orders: BTreeMap<SalesOrderId, SalesOrder>,
    pub(crate) impersonations: HashMap<ImpersonationId, Impersonation>,
    pub(crate) logins: BTreeMap<LoginKey, Login>,
    pub(crate) seats: BTreeMap<SeatId, Seat>,
    /// The seats of every order line, by number.
    pub(crate) lines: BTreeMap<(OrderId, u32), BTreeMap<u32, SeatId>>,
    /// Whose seat an invitation is to.
    pub(crate) invitations: HashMap<InvitationId, SeatId>,
    pub(crate) transcripts: BTreeMap<CustomerId, Transcript>,
    pub(crate) mails: BTreeMap<MailId, Mail>,
    pub(crate) suppressions: BTreeMap<EmailKey, Suppression>,
    pub(crate) mail_texts: BTreeMap<MailKind, MailText>,
    /// Products, prices and courses put together; made anew by every commit that touches one.
    pub(crate) catalogue: Arc<Catalogue>,
}

impl Ledger {
    pub(crate) fn revision(&self, stream: StreamId) -> Revision {
        Revision::new(self.streams.get(&stream).map_or(0, |events| events.len() as u64))
    }

    pub(crate) fn last_sequence(&self) -> u64 {
        self.log.len() as u64
    }

    pub(crate) fn find(&self, key: &CustomerKey) -> Option<&CustomerRecord> {
        let holder = match key {
            CustomerKey::Id(id) => return self.customers.get(id),
            CustomerKey::Email(email) => self.unique.holder(UniqueFact::CustomerEmail, email.as_str()),
            CustomerKey::Code(code) => self.unique.holder(UniqueFact::CustomerCode, &code.folded()),
        };
        match holder {
            Some(StreamId::Customer(id)) => self.customers.get(&id),
            _ => None,
        }
    }
}
