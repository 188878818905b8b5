//! What is written about an enrollment.

use serde::{Deserialize, Serialize};

use crate::id::SalesOrderId;
use crate::sales_order::SalesOrder;
use crate::stamp::Stamp;
use crate::text::Code;
use crate::time::Instant;

/// What a fact about an enrollment says.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum EnrollmentChange {
    /// Enrolled again by hand.
    Enrolled,
    /// Taken out of the course (ENR-09).
    Unenrolled,
    /// A typed end, which wins over every window given before it (ENR-05, X-06).
    OverrideSet {
        /// The first instant past the access.
        ends_at: Instant,
    },
    /// The typed end was taken away.
    OverrideCleared,
    /// It follows a sales order, which decides wherever no end was typed (ENR-06, X-06).
    SalesOrderLinked {
        /// The sales order.
        sales_order: SalesOrderId,
        /// How that stands now; whoever reads the fact from a store is given it.
        contract: Option<Contract>,
    },
    /// It follows no sales order any more.
    SalesOrderUnlinked,
}

/// What an enrollment follows of a sales order, as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Contract {
    /// The sales order's number.
    pub number: Code,
    /// The first instant past its term.
    pub ends_at: Instant,
}

impl Contract {
    /// What there is to follow of a sales order.
    pub fn of(sales_order: &SalesOrder) -> Self {
        Self { number: sales_order.number.clone(), ends_at: sales_order.terms.term.ends_at() }
    }
}

/// One fact about an enrollment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrollmentFact {
    /// What it says.
    pub change: EnrollmentChange,
    /// When, by whom and why.
    pub stamp: Stamp,
}

impl EnrollmentFact {
    /// Takes over how the linked sales order stands, where the fact is a link.
    pub fn follow(&mut self, find: impl FnOnce(SalesOrderId) -> Option<Contract>) {
        if let EnrollmentChange::SalesOrderLinked { sales_order, contract } = &mut self.change {
            *contract = find(*sales_order);
        }
    }
}
