//! Why a command on a group is turned down.

use crate::refusal::Refusal;
use crate::rule::{GRP_01, RuleId};
use crate::text::Code;

/// A command on a group that the rules turn down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GroupRefused {
    /// Another group has the code.
    #[error("the group code `{0}` is taken; give another one, or edit that group")]
    CodeTaken(Code),
}

impl Refusal for GroupRefused {
    fn rules(&self) -> &'static [RuleId] {
        &[GRP_01]
    }
}
