//! Reading contracts out of the system that owns them.

use async_trait::async_trait;

use super::Cursor;
use crate::plan::contracts::SourceContract;

/// Why a source gave no contracts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ContractSourceError {
    /// It cannot be reached or does not answer in time; trying again later may help.
    #[error("the source of contracts cannot be read: {0}")]
    Unavailable(String),
    /// It lets nobody in by what was given.
    #[error("the source of contracts refuses access: {0}")]
    Denied(String),
    /// It answers with something that no contracts can be read from.
    #[error("what the source of contracts answers cannot be understood: {0}")]
    Malformed(String),
}

/// Some of the contracts of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractPage {
    /// The contracts, in the source's order.
    pub contracts: Vec<SourceContract>,
    /// Where the next page begins; `None` when this was the last.
    pub next: Option<Cursor>,
}

/// A system that owns contracts; it is only ever read.
///
/// A contract comes as the source writes it: what its texts mean, and whether they mean anything, the plan of the
/// synchronising works out (see [`plan`](crate::plan::contracts::plan)), alike for every source.
#[async_trait]
pub trait ContractSource: Send + Sync {
    /// One page of its contracts; the first one without `after`.
    ///
    /// # Errors
    /// [`ContractSourceError`].
    async fn contracts(&self, after: Option<&Cursor>) -> Result<ContractPage, ContractSourceError>;
}
