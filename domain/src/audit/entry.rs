//! What a store shows of its log to be verified.

use super::{ChainValue, Commitment, Link, Salt, SealedCommit};

/// A reason that is still there, with its salt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoggedNote {
    /// The salt; without it nothing shows that the reason is the one that was given.
    pub salt: Option<Salt>,
    /// The reason.
    pub note: crate::personal::Personal<String>,
}

/// An event as it stands in the log, nothing of it understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Its number in the tenant's log.
    pub sequence: u64,
    /// Its commit, sealed; `None` when there is no such commit.
    pub commit: Option<SealedCommit>,
    /// The kind of its stream.
    pub stream_kind: String,
    /// The id of its stream.
    pub stream_id: [u8; 16],
    /// Its place in its stream.
    pub position: u64,
    /// When it is true from, in microseconds.
    pub effective_at: i64,
    /// The payload as it is stored.
    pub payload: String,
    /// The commitment to its reason, if one was given.
    pub commitment: Option<Commitment>,
    /// The reason, unless none was given or it was erased.
    pub note: Option<LoggedNote>,
    /// The value of the chain that is stored with it.
    pub chain: ChainValue,
}

impl LogEntry {
    /// What of it is sealed.
    pub fn link(&self) -> Link<'_> {
        Link {
            sequence: self.sequence,
            stream_kind: &self.stream_kind,
            stream_id: self.stream_id,
            position: self.position,
            effective_at: self.effective_at,
            payload: self.payload.as_bytes(),
            commitment: self.commitment,
        }
    }
}

/// The end of a tenant's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogHead {
    /// The number of the last event; 0 for an empty log.
    pub sequence: u64,
    /// The value of the chain after it.
    pub chain: ChainValue,
}
