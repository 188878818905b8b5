//! The end of a log at some time, kept elsewhere.

use serde::{Deserialize, Serialize};

use super::{ChainValue, LogHead};
use crate::settings::TenantId;
use crate::time::Instant;

/// The end of a log as it was once: whoever keeps it elsewhere sees later whether the log was cut or made anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Whose log it is.
    pub tenant: TenantId,
    /// The number of the last event; 0 for an empty log.
    pub sequence: u64,
    /// The value of the chain after it.
    pub chain: ChainValue,
    /// When the end was looked at.
    pub taken_at: Instant,
}

impl Anchor {
    /// The end that was looked at.
    pub fn head(&self) -> LogHead {
        LogHead { sequence: self.sequence, chain: self.chain }
    }
}
