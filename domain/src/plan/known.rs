//! What a plan must know of the accounts that a file names.

use crate::customer::StatusWord;
use crate::email::EmailKey;
use crate::id::{CustomerId, GroupId};
use crate::stamp::Revision;
use crate::text::Code;

/// An account that a file names by email or customer code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAccount {
    /// The id.
    pub id: CustomerId,
    /// The email.
    pub email: EmailKey,
    /// The customer's code.
    pub code: Option<Code>,
    /// The status written last.
    pub status: StatusWord,
    /// The groups.
    pub groups: Vec<GroupId>,
    /// The stream's revision.
    pub revision: Revision,
}
