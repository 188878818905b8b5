//! Sales orders: the contracts that learners' access may follow (ENR-01 to ENR-06, Q-40 to Q-43).
//!
//! A sales order names a client, a term, the courses it covers and how many learners may be linked to it. An enrollment
//! that is linked to one ends when its term does, as the term is now: nothing is copied, so a term that is moved moves
//! the end of everybody who follows it.

mod add;
mod apply;
mod edit;
mod event;
mod refusal;
mod take;
mod term;

#[cfg(test)]
mod tests;

pub use add::{AddSalesOrder, add};
pub use edit::{EditSalesOrder, edit};
pub use event::SalesOrderEvent;
pub use refusal::SalesOrderRefused;
pub use take::take;
pub use term::{Term, TermState};

use serde::{Deserialize, Serialize};

use crate::id::{CourseId, SalesOrderId};
use crate::stamp::Revision;
use crate::text::{Code, Title};

/// A contract with a client, which gives its learners access for a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SalesOrder {
    /// Never changes.
    pub id: SalesOrderId,
    /// Its number, unique in the tenant; never changes.
    pub number: Code,
    /// What was agreed, as it is now.
    pub terms: SalesOrderTerms,
    /// The stream's revision.
    pub revision: Revision,
}

/// What a sales order says, beside its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesOrderTerms {
    /// What the system that owns the contract calls it; unique in the tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<Title>,
    /// The organization it was made with.
    pub client: Title,
    /// From when to when.
    pub term: Term,
    /// The courses it covers; never none.
    pub courses: Vec<CourseId>,
    /// How many learners may be linked to it; `None` for any number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
}
