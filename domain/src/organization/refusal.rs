//! Why a command on an organization is turned down.

use crate::id::OrganizationId;
use crate::refusal::Refusal;
use crate::rule::{RuleId, VIEW_06, VIEW_11};
use crate::text::Code;

/// A command on an organization that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrganizationRefused {
    /// Another organization has the code.
    #[error("the organization code `{0}` is taken; give another one, or edit that organization")]
    CodeTaken(Code),
    /// It would end up below itself.
    #[error(
        "organization `{organization}` cannot be put below `{parent}`, which is the same or is below it already; give \
         one that is not, or put it to the top"
    )]
    BelowItself {
        /// The organization.
        organization: Code,
        /// What it was to be put below.
        parent: Code,
    },
    /// The parent does not exist.
    #[error("there is no organization {0} to put it below; give one that exists")]
    NoParent(OrganizationId),
}

impl Refusal for OrganizationRefused {
    fn rules(&self) -> &'static [RuleId] {
        match self {
            Self::CodeTaken(_) => &[VIEW_11],
            Self::BelowItself { .. } | Self::NoParent(_) => &[VIEW_06],
        }
    }
}
