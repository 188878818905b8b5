//! What the program brings along for reading contracts out of other systems.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use rollbook_domain::personal::Personal;
use rollbook_domain::port::ContractSource;

use crate::CliError;

/// A record service in the shape of `NetSuite`'s, as the command line names it.
pub struct RecordService {
    /// Its address.
    pub address: String,
    /// The access token, as it stands where it was read.
    pub token: Personal<String>,
    /// The file that it stands in, where another one may stand once this one has run out.
    pub token_file: Option<PathBuf>,
    /// Which fields say what, in JSON; those of a new account otherwise.
    pub fields: Option<Vec<u8>>,
    /// Certificate authorities in PEM to trust instead of the machine's.
    pub authorities: Option<Vec<u8>>,
}

impl fmt::Debug for RecordService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordService(..)")
    }
}

/// Opens systems that own contracts.
pub trait ContractSources: Send + Sync {
    /// Gets ready to ask a record service; it is not asked yet.
    ///
    /// # Errors
    /// [`SourceFailed`].
    fn netsuite(&self, service: &RecordService) -> Result<Arc<dyn ContractSource>, SourceFailed>;
}

/// A system that cannot be asked as it was named; says why, and never repeats a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SourceFailed(pub String);

impl From<SourceFailed> for CliError {
    fn from(failed: SourceFailed) -> Self {
        Self::Usage(failed.to_string())
    }
}
