//! What every refusal has in common: a sentence and the rules behind it.

use crate::rule::RuleId;

/// A command that the rules turn down; nothing has changed.
pub trait Refusal: std::error::Error + Send + Sync + 'static {
    /// The rules that turn the command down.
    fn rules(&self) -> &'static [RuleId];

    /// Whether the thing the command named does not exist.
    fn is_missing(&self) -> bool {
        false
    }
}

/// What a repeated command reports: whether anything changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The command changed something.
    Applied,
    /// Everything was so already.
    Unchanged,
}
