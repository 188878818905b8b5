//! Why a command on an account is turned down.

use crate::id::{CustomerId, GroupId, OrganizationId};
use crate::refusal::Refusal;
use crate::rule::{CUS_27, CUS_29, GDPR_11, GRP_02, GRP_03, Q_33, Q_38, RuleId, VIEW_03, VIEW_06, VIEW_11};

/// A command on an account that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CustomerRefused {
    /// The email belongs to another account.
    #[error("the email address belongs to customer {0} already; give another one, or edit that customer")]
    EmailTaken(CustomerId),
    /// The customer code belongs to another account.
    #[error("the customer code belongs to customer {0} already; give another one")]
    CodeTaken(CustomerId),
    /// The person's data was erased, for good.
    #[error("customer {0} was erased; an erased record cannot be changed")]
    Erased(CustomerId),
    /// The customer is not in the group.
    #[error("customer {customer} is not in group {group}")]
    NotAMember {
        /// The customer.
        customer: CustomerId,
        /// The group.
        group: GroupId,
    },
    /// The customer is not in the organization.
    #[error("customer {customer} is not in organization {organization} itself")]
    NotInOrganization {
        /// The customer.
        customer: CustomerId,
        /// The organization.
        organization: OrganizationId,
    },
    /// The customer does not administer the organization.
    #[error("customer {customer} is no administrator of organization {organization} itself")]
    NotAnAdministrator {
        /// The customer.
        customer: CustomerId,
        /// The organization.
        organization: OrganizationId,
    },
    /// The customer administers no organization at all.
    #[error("customer {0} administers no organization; `rollbook organization administrators` appoints them")]
    AdministersNothing(CustomerId),
    /// The customer would be a manager above themselves.
    #[error(
        "customer {manager} cannot be the manager of {customer}, who would then be above themselves; give another \
         manager, or clear the one in between first"
    )]
    ManagedByThemselves {
        /// The customer.
        customer: CustomerId,
        /// The manager that was to be set.
        manager: CustomerId,
    },
    /// A text of the profile is none that is accepted; it is not repeated.
    #[error("the {field} of the profile is not accepted; accepted form: {form}")]
    WrongForm {
        /// Which.
        field: String,
        /// What is accepted.
        form: &'static str,
    },
    /// The password does not meet the policy.
    #[error("the password does not meet the policy: {0}")]
    WeakPassword(String),
}

impl Refusal for CustomerRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::EmailTaken(_) => &[CUS_29, Q_38],
            Self::CodeTaken(_) => &[CUS_29],
            Self::Erased(_) => &[GDPR_11],
            Self::NotAMember { .. } => &[GRP_02, GRP_03],
            Self::NotInOrganization { .. } => &[VIEW_06],
            Self::NotAnAdministrator { .. } | Self::AdministersNothing(_) => &[VIEW_11],
            Self::ManagedByThemselves { .. } => &[VIEW_03],
            Self::WrongForm { .. } => &[CUS_27],
            Self::WeakPassword(_) => &[Q_33],
        }
    }
}
