//! What can happen to a sales order.

use serde::{Deserialize, Serialize};

use super::SalesOrderTerms;
use crate::text::Code;

/// A fact about a sales order; that an enrollment is linked to it is a fact about the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SalesOrderEvent {
    /// The sales order was entered.
    SalesOrderAdded {
        /// Its number.
        number: Code,
        /// What was agreed.
        terms: Box<SalesOrderTerms>,
    },
    /// Something else was agreed.
    SalesOrderEdited {
        /// What holds from now on.
        terms: Box<SalesOrderTerms>,
    },
    /// Learners were linked to it; two who link at once meet here, so that its seats are never given out twice.
    LearnersLinked {
        /// How many of them had no seat of it before.
        learners: u64,
    },
}
