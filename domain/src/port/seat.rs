//! Reading seats, and what decisions about them rest on.

use std::sync::Arc;

use async_trait::async_trait;

use super::{KnownCustomer, Page, PageRequest, ReadResult};
use crate::access::AccessGrant;
use crate::customer::{Profile, StatusWord};
use crate::email::{EmailAddress, EmailKey};
use crate::id::{CustomerId, GroupId, InvitationId, OrderId, ProductId, SeatId};
use crate::order::OrderStatus;
use crate::personal::Personal;
use crate::seat::{Pool, Seat, SeatCounts, SeatState};
use crate::secret::{CodeLookup, LinkHash};
use crate::stamp::Revision;
use crate::time::Instant;

/// How a seat is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SeatKey {
    /// By id.
    Id(SeatId),
    /// By one of its invitations.
    Invitation(InvitationId),
    /// By the hash of a link, new or old, of one of its invitations.
    Link(LinkHash),
    /// By its registration code: what the code may be found by, one for each key.
    Code(Vec<CodeLookup>),
}

/// Which seats are wanted; every field that is set narrows the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SeatQuery {
    /// Only those this customer answers for now.
    pub buyer: Option<CustomerId>,
    /// Only of this order.
    pub order: Option<OrderId>,
    /// Only of this line of an order.
    pub line: Option<u32>,
    /// Only of this product.
    pub product: Option<ProductId>,
    /// Only those held by these customers; `Some` of nothing is nobody, never everybody.
    pub holders: Option<Vec<CustomerId>>,
    /// Only those with an invitation to one of these addresses that has not ended otherwise than by its time; `Some` of
    /// nothing is none of them.
    pub invited: Option<Vec<EmailKey>>,
    /// Only those in this state at this instant.
    pub state: Option<(SeatState, Instant)>,
}

/// Who answers for a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buyer {
    /// The customer.
    pub id: CustomerId,
    /// The customer's revision.
    pub revision: Revision,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// The status written last.
    pub status: StatusWord,
    /// The groups, in the order joined.
    pub groups: Vec<GroupId>,
}

/// Who holds a seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The customer.
    pub id: CustomerId,
    /// The customer's revision.
    pub revision: Revision,
    /// The profile, unless erased.
    pub profile: Option<Personal<Profile>>,
    /// The status written last.
    pub status: StatusWord,
    /// The grant the claim gave.
    pub grant: AccessGrant,
}

/// A seat with everything a decision about it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatRow {
    /// The seat.
    pub seat: Seat,
    /// The order line it was bought with.
    pub pool: Arc<Pool>,
    /// The order's status written last.
    pub order_status: OrderStatus,
    /// Who answers for it now.
    pub buyer: Arc<Buyer>,
    /// Who holds it, if somebody does.
    pub holder: Option<Holder>,
}

/// Which order lines are wanted; every field that is set narrows the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PoolQuery {
    /// Only those whose first seat this customer answers for now; all seats of a line are handed over together.
    pub buyer: Option<CustomerId>,
    /// Only of this order.
    pub order: Option<OrderId>,
    /// Only of this product.
    pub product: Option<ProductId>,
}

/// The seats of one order line in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolRow {
    /// The order line.
    pub pool: Arc<Pool>,
    /// The order's status written last.
    pub order_status: OrderStatus,
    /// Who answers for its seats now.
    pub buyer: Arc<Buyer>,
    /// How many are in which state at the instant asked for.
    pub counts: SeatCounts,
}

/// Somebody who may be given a seat of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Learner {
    /// The account.
    pub account: KnownCustomer,
    /// The profile.
    pub profile: Personal<Profile>,
    /// Whether a password was ever set.
    pub has_password: bool,
    /// For an earlier learner, the address they claimed the buyer's seat with, of several the one claimed last (by the
    /// time recorded, then order, line, number and claim), unless it was erased; the buyer sees no other.
    pub claimed_as: Option<Personal<EmailAddress>>,
    /// Every grant of the product, in the order written.
    pub grants: Vec<AccessGrant>,
}

/// Reads seats.
#[async_trait]
pub trait SeatReader: Send + Sync {
    /// One seat.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_seat(&self, key: &SeatKey) -> ReadResult<Option<SeatRow>>;

    /// Seats in order of order id, line and number.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn seats(&self, query: &SeatQuery, page: &PageRequest) -> ReadResult<Page<SeatRow>>;

    /// Order lines in order of order id and line, counted at `now`; the counts equal what
    /// [`Seat::state_at`](crate::seat::Seat::state_at) says seat by seat.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn pools(&self, query: &PoolQuery, now: Instant, page: &PageRequest) -> ReadResult<Page<PoolRow>>;

    /// Those of the emails that belong to somebody, with their grants of the product, in order of id; sets of any size.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn learners(&self, emails: &[EmailKey], product: ProductId) -> ReadResult<Vec<Learner>>;

    /// Everybody who holds or ever held a seat that this customer answers for, unless erased, in order of id, with their
    /// grants of the product (REG-12).
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn earlier_learners(&self, buyer: CustomerId, product: ProductId) -> ReadResult<Vec<Learner>>;

    /// Every seat with an invitation to one of the addresses, whatever became of it, in order of id; sets of any size.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn seats_offered_to(&self, addresses: &[EmailKey]) -> ReadResult<Vec<SeatId>>;
}
