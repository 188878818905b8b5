//! The bytes that are hashed.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::hexadecimal;
use crate::id::CommitId;

/// What each kind of hash begins with, so that none can be taken for another.
const TENANT: u8 = 0;
const COMMIT: u8 = 1;
const NOTE: u8 = 2;
const EVENT: u8 = 3;
const SALT: u8 = 4;

/// The value of the chain after an event: a hash of it and of all before it. Printed as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ChainValue([u8; 32]);

/// A text that is no value of a chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a value of the chain is 64 hexadecimal digits")]
pub struct ChainValueError;

impl ChainValue {
    /// Wraps the bytes that a store holds.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for stores.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads the printed form.
    ///
    /// # Errors
    /// [`ChainValueError`] for anything but 64 hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, ChainValueError> {
        hexadecimal::read(text).map(Self).ok_or(ChainValueError)
    }
}

impl fmt::Display for ChainValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        hexadecimal::write(&self.0, formatter)
    }
}

impl fmt::Debug for ChainValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        hexadecimal::write(&self.0, formatter)
    }
}

impl From<ChainValue> for String {
    fn from(value: ChainValue) -> Self {
        value.to_string()
    }
}

impl TryFrom<String> for ChainValue {
    type Error = ChainValueError;
    fn try_from(text: String) -> Result<Self, ChainValueError> {
        Self::parse(&text)
    }
}

/// What keeps a commitment from being guessed; it stands with what was committed to and is erased with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 32]);

impl Salt {
    /// The salt of the event with that number, out of 32 random bytes drawn for its commit and kept nowhere.
    pub fn of(random: &[u8; 32], sequence: u64) -> Self {
        Self(keyed(random, |mac| {
            mac.update(&[SALT]);
            mac.update(&sequence.to_be_bytes());
        }))
    }

    /// Wraps the bytes that a store holds.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for stores.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The commitment to a reason.
    pub fn commit_to(&self, note: &str) -> Commitment {
        Commitment(keyed(&self.0, |mac| {
            mac.update(&[NOTE]);
            mac.update(&(note.len() as u64).to_be_bytes());
            mac.update(note.as_bytes());
        }))
    }
}

impl fmt::Debug for Salt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[salt]")
    }
}

fn keyed(key: &[u8; 32], write: impl FnOnce(&mut Hmac<Sha256>)) -> [u8; 32] {
    // A shorter key is one filled up with zeros.
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    write(&mut mac);
    mac.finalize().into_bytes().into()
}

/// What stays of a reason after it was erased: nothing can be read from it, and nothing put in the reason's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commitment([u8; 32]);

impl Commitment {
    /// Wraps the bytes that a store holds.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The bytes, for stores.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// The hash of everything that a commit says beside its events, the same for all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedCommit([u8; 32]);

impl SealedCommit {
    /// Seals a commit: its id, when it was recorded in microseconds, the number of its last event, and the actor as the
    /// JSON that is stored.
    pub fn new(id: CommitId, recorded_at: i64, last_sequence: u64, actor: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update([COMMIT]);
        hash.update(id.as_uuid().as_bytes());
        hash.update(recorded_at.to_be_bytes());
        hash.update(last_sequence.to_be_bytes());
        sized(&mut hash, actor.as_bytes());
        Self(hash.finalize().into())
    }
}

/// An event as it is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link<'entry> {
    /// Its number in the tenant's log, from 1.
    pub sequence: u64,
    /// The kind of its stream.
    pub stream_kind: &'entry str,
    /// The id of its stream.
    pub stream_id: [u8; 16],
    /// Its place in its stream, from 1.
    pub position: u64,
    /// When it is true from, in microseconds.
    pub effective_at: i64,
    /// The payload as the JSON that is stored.
    pub payload: &'entry [u8],
    /// The commitment to its reason, if one was given.
    pub commitment: Option<Commitment>,
}

/// What a tenant's chain begins with, before the first event.
pub fn genesis(tenant: &str) -> ChainValue {
    let mut hash = Sha256::new();
    hash.update([TENANT]);
    sized(&mut hash, tenant.as_bytes());
    ChainValue(hash.finalize().into())
}

/// The value after one more event.
pub fn link(before: &ChainValue, commit: &SealedCommit, event: &Link<'_>) -> ChainValue {
    let mut hash = Sha256::new();
    hash.update([EVENT]);
    hash.update(before.0);
    hash.update(event.sequence.to_be_bytes());
    hash.update(commit.0);
    sized(&mut hash, event.stream_kind.as_bytes());
    hash.update(event.stream_id);
    hash.update(event.position.to_be_bytes());
    hash.update(event.effective_at.to_be_bytes());
    sized(&mut hash, event.payload);
    match &event.commitment {
        None => hash.update([0]),
        Some(commitment) => {
            hash.update([1]);
            hash.update(commitment.0);
        }
    }
    ChainValue(hash.finalize().into())
}

/// With its length first, so that no two lists of fields are written alike.
fn sized(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}
