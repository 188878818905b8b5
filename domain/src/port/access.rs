//! Reading what one access decision rests on.

use async_trait::async_trait;

use super::{CustomerKey, ReadResult};
use crate::id::{CourseId, ItemId, ProductId};
use crate::text::Code;
use crate::verdict::AccessFacts;

/// How the thing to be opened is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SubjectKey {
    /// An item by id.
    ItemId(ItemId),
    /// An item by code.
    ItemCode(Code),
    /// A course by id.
    CourseId(CourseId),
    /// A course by code.
    CourseCode(Code),
    /// A product by id.
    ProductId(ProductId),
    /// A product by code.
    ProductCode(Code),
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccessLookup {
    /// The facts.
    Found(Box<AccessFacts>),
    /// There is no such customer.
    NoCustomer,
    /// There is no such item, course or product.
    NoSubject,
}

/// Reads what one access decision rests on; the hot path.
#[async_trait]
pub trait AccessReader: Send + Sync {
    /// The facts of one customer and one subject, equal to
    /// [`AccessFacts::of`] the whole record and catalogue; attempts are read beside it.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn access_facts(&self, customer: &CustomerKey, subject: &SubjectKey) -> ReadResult<AccessLookup>;
}
