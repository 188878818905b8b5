//! Products: what is sold.

use crate::id::{CourseId, ProductId};
use crate::stamp::Revision;
use crate::text::{Code, Message, Title};

/// Something sold; it opens the courses it contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    /// Never changes.
    pub id: ProductId,
    /// Chosen by people, unique among products of the tenant.
    pub code: Code,
    /// The title shown.
    pub title: Title,
    /// The courses it opens, in the order given.
    pub courses: Vec<CourseId>,
    /// What learners are told once all their courses have expired by it (VIEW-01), where it has words of its own.
    pub expired_message: Option<Message>,
    /// The stream's revision.
    pub revision: Revision,
}
