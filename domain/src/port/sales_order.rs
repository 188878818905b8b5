//! Reading sales orders and who is linked to them.

use async_trait::async_trait;

use super::{EnrollmentRow, Page, PageRequest, ReadResult};
use crate::id::{CourseId, SalesOrderId};
use crate::sales_order::SalesOrder;
use crate::text::{Code, Title};

/// How a sales order is named.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SalesOrderKey {
    /// By id.
    Id(SalesOrderId),
    /// By number, without regard to case.
    Number(Code),
    /// By what the system that owns the contract calls it.
    ExternalId(Title),
}

impl SalesOrderKey {
    /// Reads what a person typed: an id or a number; `None` when it is neither.
    pub fn parse(typed: &str) -> Option<Self> {
        if let Ok(id) = SalesOrderId::parse(typed.trim()) {
            return Some(Self::Id(id));
        }
        Code::parse(typed).ok().map(Self::Number)
    }
}

/// An enrollment that was linked to a sales order at one time or another, with the facts that make its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkedEnrollment {
    /// The course.
    pub course: CourseId,
    /// The customer, and the facts about this course.
    pub row: EnrollmentRow,
}

/// Reads sales orders.
#[async_trait]
pub trait SalesOrderReader: Send + Sync {
    /// One sales order.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn find_sales_order(&self, key: &SalesOrderKey) -> ReadResult<Option<SalesOrder>>;

    /// Sales orders, in order of their folded numbers.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn list_sales_orders(&self, page: &PageRequest) -> ReadResult<Page<SalesOrder>>;

    /// Every enrollment that was ever linked to the sales order, whether it is now or not, in order of customer id and
    /// course id.
    ///
    /// # Errors
    /// [`StoreError`](super::StoreError).
    async fn linked_enrollments(
        &self,
        sales_order: SalesOrderId,
        page: &PageRequest,
    ) -> ReadResult<Page<LinkedEnrollment>>;
}
