//! What plans of seats must know.

use crate::access::AccessGrant;
use crate::customer::{Profile, StatusWord};
use crate::email::EmailAddress;
use crate::id::{CustomerId, GroupId};
use crate::stamp::Revision;

/// An account that is there.
#[derive(Debug, Clone, Copy)]
pub struct KnownLearner<'a> {
    /// The id.
    pub id: CustomerId,
    /// The stream's revision.
    pub revision: Revision,
    /// The profile.
    pub profile: &'a Profile,
    /// The status written last.
    pub status: StatusWord,
    /// The groups.
    pub groups: &'a [GroupId],
    /// Whether a password was ever set.
    pub has_password: bool,
    /// The address that the buyer knows them by, for an earlier learner.
    pub claimed_as: Option<&'a EmailAddress>,
    /// Every grant of the product.
    pub grants: &'a [AccessGrant],
}
