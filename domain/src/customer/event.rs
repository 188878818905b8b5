//! What can happen to a customer's account.

use serde::{Deserialize, Serialize};

use super::{LinkPurpose, MembershipSource, Origin, Profile, ProfileField, Status};
use crate::id::{CustomerId, GroupId, OrganizationId};
use crate::personal::Personal;
use crate::secret::{LinkHash, PasswordHash};
use crate::time::Instant;

/// A fact about a customer's account; personal values are carried beside the log, never in its payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CustomerEvent {
    /// The account was made.
    CustomerAdded {
        /// How.
        origin: Origin,
        /// The person; not in the payload.
        #[serde(skip)]
        profile: Option<Box<Personal<Profile>>>,
        /// Whether the password has to be changed at the first sign-in (IMP-14).
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        must_change_password: bool,
    },
    /// Fields of the profile were changed.
    ProfileEdited {
        /// Which ones.
        fields: Vec<ProfileField>,
        /// The whole new profile; not in the payload.
        #[serde(skip)]
        profile: Option<Box<Personal<Profile>>>,
    },
    /// The status was changed.
    StatusChanged {
        /// The new status.
        status: Status,
    },
    /// The tax exemption was added or removed.
    TaxExemptionSet {
        /// Whether the customer is exempt now.
        is_exempt: bool,
    },
    /// A password was set.
    PasswordSet {
        /// Its hash; not in the payload.
        #[serde(skip)]
        hash: Option<PasswordHash>,
        /// Whether it has to be changed at the next sign-in.
        must_change: bool,
    },
    /// A link was made that its holder may use once (X-15, MAIL-06, MAIL-07).
    AccountLinkMade {
        /// What for.
        purpose: LinkPurpose,
        /// The hash of its secret.
        link: LinkHash,
        /// The first instant at which it is over.
        expires_at: Instant,
    },
    /// A link was used, or was tried after its time; it never works again.
    AccountLinkEnded {
        /// The hash of its secret.
        link: LinkHash,
    },
    /// A rule for the password's expiry was set or lifted (CUS-12).
    PasswordExpirySet {
        /// Days a password may be used; `None` for as long as wanted.
        after_days: Option<u32>,
    },
    /// The customer was put into a group.
    GroupJoined {
        /// The group.
        group: GroupId,
        /// Who or what put the customer in.
        source: MembershipSource,
    },
    /// The customer was taken out of a group.
    GroupLeft {
        /// The group.
        group: GroupId,
    },
    /// Everything personal was taken out, for good; the record stays with its id and create date (GDPR-05).
    CustomerErased,
    /// The customer was deleted with everything that hung on them; nothing more is ever written of them.
    CustomerDeleted,
    /// The customer was put into an organization, out of the one before.
    OrganizationJoined {
        /// The organization.
        organization: OrganizationId,
    },
    /// The customer was taken out of their organization.
    OrganizationLeft,
    /// The customer was given a manager, in place of the one before.
    ManagerSet {
        /// The manager.
        manager: CustomerId,
    },
    /// The customer was left without a manager.
    ManagerCleared,
    /// The customer became an administrator of an organization.
    AdministratorAppointed {
        /// The organization.
        organization: OrganizationId,
    },
    /// The customer is no longer an administrator of an organization.
    AdministratorDismissed {
        /// The organization.
        organization: OrganizationId,
    },
}
