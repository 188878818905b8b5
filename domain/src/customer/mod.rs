//! Customers: who has an account, and in which state it is.

mod add;
mod apply;
mod credentials;
mod edit;
mod event;
mod link;
mod link_refusal;
mod lock;
mod managed_by;
mod password;
mod profile;
mod refusal;
mod send_link;
mod set_by_link;
mod status;
mod tax;
mod ties;
mod unlock;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use add::{AddCustomer, add};
pub use credentials::{FirstCredentials, give_credentials};
pub use edit::{EditProfile, edit};
pub use event::CustomerEvent;
pub use link::{AccountLink, LinkPurpose, LinkTried, LinkUsed, end_late_link};
pub use link_refusal::{SendLinkRefused, UseLinkRefused};
pub use lock::{Locked, lock_automatically};
pub use managed_by::{clear_manager, set_manager};
pub use password::{PasswordState, expire_passwords_after, set_password};
pub use profile::{BillingAddress, Profile, ProfileField};
pub use refusal::CustomerRefused;
pub use send_link::{
    MOST_LINKS_AN_HOUR, NewLink, may_ask_for_password_link, send_password_link, send_unlock_link,
};
pub use set_by_link::set_password_by_link;
pub use status::{Status, StatusChange, StatusWord, change_status};
pub use tax::set_tax_exemption;
pub use ties::{Tie, Ties};
pub use unlock::unlock_by_link;

use crate::id::{CustomerId, GroupId};
use crate::personal::Personal;
use crate::stamp::{Stamp, latest_at};
use crate::time::Instant;

/// How an account came into being (CUS-02, CUS-03).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The customer registered.
    Registered,
    /// Placing an order made it.
    Order,
    /// An administrator made it.
    Admin,
    /// An import made it.
    Import,
    /// A buyer made it for the holder of a registration code.
    CodeHolder,
    /// Accepting an invitation made it.
    Invitation,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Registered => "registered",
            Self::Order => "order",
            Self::Admin => "admin",
            Self::Import => "import",
            Self::CodeHolder => "code-holder",
            Self::Invitation => "invitation",
        })
    }
}

/// Whether the person behind the record is still known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Identity {
    /// The profile is there.
    Known(Box<Personal<Profile>>),
    /// The person's data was erased; the record keeps its id and create date only.
    Erased {
        /// When it was erased.
        at: Instant,
    },
}

/// Who or what put a customer into a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MembershipSource {
    /// An administrator.
    Administrator,
    /// An import row.
    Import,
    /// Buying a price that adds its buyer to the group.
    Price,
    /// Claiming a seat of a member, by an inherit group.
    Inherited,
}

impl fmt::Display for MembershipSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Administrator => "administrator",
            Self::Import => "import",
            Self::Price => "price",
            Self::Inherited => "inherited",
        })
    }
}

/// A customer's place in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The group.
    pub group: GroupId,
    /// Who or what put the customer in.
    pub source: MembershipSource,
    /// When and by whom.
    pub stamp: Stamp,
}

/// One person's account on the public side of a tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Never changes.
    pub id: CustomerId,
    /// When the record was made; never changes.
    pub created_at: Instant,
    /// How the account came into being.
    pub origin: Origin,
    /// The person, unless erased.
    pub identity: Identity,
    /// Every change of status, in the order written; an account starts Active (CUS-30).
    pub statuses: Vec<StatusChange>,
    /// What is known of the password, not the password.
    pub password: PasswordState,
    /// Whether the customer pays no tax (CUS-25).
    pub is_tax_exempt: bool,
    /// The groups the customer is in, in the order joined (GRP-03).
    pub memberships: Vec<Membership>,
    /// The organizations and the manager that the customer is tied to.
    pub ties: Ties,
    /// Every link made for the customer, in the order made.
    pub links: Vec<AccountLink>,
}

impl Customer {
    /// The status that holds at `now`; an account is Active until its first change.
    pub fn status_at(&self, now: Instant) -> &Status {
        status::status_at(&self.statuses, now)
    }

    /// The profile, unless the person was erased.
    pub fn profile(&self) -> Option<&Profile> {
        match &self.identity {
            Identity::Known(profile) => Some(profile.reveal()),
            Identity::Erased { .. } => None,
        }
    }

    /// Whether the customer is in `group`.
    pub fn is_member_of(&self, group: GroupId) -> bool {
        self.memberships.iter().any(|membership| membership.group == group)
    }
}

pub(crate) fn latest_status(statuses: &[StatusChange], now: Instant) -> Option<&StatusChange> {
    latest_at(statuses, |change| &change.stamp, now)
}

#[cfg(test)]
mod tests;
