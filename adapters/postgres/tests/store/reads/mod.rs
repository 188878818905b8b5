//! Every read that a list, a report or a decision makes, to be made again under a watch.

use std::any::Any;
use std::fmt::Debug;
use std::future::Future;

use pollster::block_on;
use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GroupId, ImpersonationId, ImportId, InvitationId, ItemId, MailId,
    OrderId, OrganizationId, ProductId, SalesOrderId, SeatId, SubmissionId,
};
use rollbook_domain::port::{Cursor, PageRequest, ReadResult, TenantStore};
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;

/// Ids of things that are there.
pub(crate) struct Keys {
    pub(crate) customer: CustomerId,
    pub(crate) email: String,
    pub(crate) code: String,
    pub(crate) group: GroupId,
    pub(crate) organization: OrganizationId,
    /// Somebody whose team has several people, and who signs in.
    pub(crate) manager: CustomerId,
    pub(crate) product: ProductId,
    pub(crate) product_code: String,
    pub(crate) course: CourseId,
    pub(crate) course_code: String,
    /// One of the course that was answered and opened by everybody.
    pub(crate) item: ItemId,
    pub(crate) item_code: String,
    /// One with questions.
    pub(crate) quiz: ItemId,
    pub(crate) submission: SubmissionId,
    pub(crate) order: OrderId,
    /// One with a line of very many seats.
    pub(crate) large_order: OrderId,
    pub(crate) buyer: CustomerId,
    /// Somebody invited to a seat of theirs.
    pub(crate) invited: String,
    pub(crate) seat: SeatId,
    pub(crate) invitation: InvitationId,
    pub(crate) link: [u8; 32],
    pub(crate) account_link: [u8; 32],
    pub(crate) lookup: [u8; 32],
    pub(crate) mail: MailId,
    pub(crate) import: ImportId,
    pub(crate) impersonation: ImpersonationId,
    pub(crate) commit: CommitId,
    pub(crate) sales_order: SalesOrderId,
    pub(crate) sales_order_number: String,
    pub(crate) external_id: String,
    /// One with very many enrollments.
    pub(crate) large_sales_order: SalesOrderId,
    pub(crate) now: Instant,
}

/// An answer that can be held against another.
pub(crate) trait Answer: Debug {
    fn is_as(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: Debug + PartialEq + 'static> Answer for T {
    fn is_as(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

type Ask<'keys> = Box<dyn Fn(&dyn TenantStore) -> Box<dyn Answer> + 'keys>;

/// A read with its name.
pub(crate) struct Read<'keys> {
    pub(crate) name: &'static str,
    pub(crate) ask: Ask<'keys>,
}

impl<'keys> Read<'keys> {
    fn new(name: &'static str, ask: impl Fn(&dyn TenantStore) -> Box<dyn Answer> + 'keys) -> Self {
        Self { name, ask: Box::new(ask) }
    }
}

fn answer<T: Debug + PartialEq + 'static>(reading: impl Future<Output = ReadResult<T>>) -> Box<dyn Answer> {
    Box::new(block_on(reading).unwrap())
}

/// Items on a page.
pub(crate) const PAGE: usize = 50;

/// The first page of a list, or one in its middle.
fn pages(after: &str) -> [PageRequest; 2] {
    [PageRequest::first(PAGE), PageRequest::after(Cursor::new(after), PAGE)]
}

macro_rules! reads {
    ($found:ident: $($name:literal => |$tenant:ident| $reading:expr;)+) => {
        $($found.push(Read::new($name, move |$tenant| answer($reading)));)+
    };
}

// They use what is above.
mod access;
mod catalogue;
mod customers;
mod enrollments;
mod kept;
mod log;
mod mails;
mod orders;
mod people;
mod seats;
mod transcripts;

pub(crate) use kept::COUNTS;

/// All that the ports of a tenant offer, by each key and filter.
pub(crate) fn reads(keys: &Keys) -> Vec<Read<'_>> {
    let mut found = Vec::new();
    access::add(keys, &mut found);
    catalogue::add(keys, &mut found);
    customers::add(keys, &mut found);
    enrollments::add(keys, &mut found);
    kept::add(keys, &mut found);
    log::add(keys, &mut found);
    mails::add(keys, &mut found);
    orders::add(keys, &mut found);
    people::add(keys, &mut found);
    seats::add(keys, &mut found);
    transcripts::add(keys, &mut found);
    found
}

fn email(text: &str) -> EmailKey {
    EmailAddress::parse(text).unwrap().key()
}

fn code(text: &str) -> Code {
    Code::parse(text).unwrap()
}
