//! Reading orders.

use async_trait::async_trait;

use super::{Page, PageRequest, ReadResult};
use crate::email::EmailAddress;
use crate::id::{CustomerId, OrderId};
use crate::order::{Order, OrderStatus};
use crate::personal::Personal;

/// Which orders are wanted; every field that is set narrows the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderQuery {
    /// Only of this customer.
    pub customer: Option<CustomerId>,
    /// Only with this status now.
    pub status: Option<OrderStatus>,
}

/// An order with its customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// The customer.
    pub customer: CustomerId,
    /// The customer's email, unless erased.
    pub email: Option<Personal<EmailAddress>>,
    /// The order.
    pub order: Order,
}

/// Reads orders.
#[async_trait]
pub trait OrderReader: Send + Sync {
    /// One order.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_order(&self, id: OrderId) -> ReadResult<Option<OrderRow>>;

    /// Orders in order of id.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn list_orders(&self, query: &OrderQuery, page: &PageRequest) -> ReadResult<Page<OrderRow>>;
}
