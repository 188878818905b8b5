//! How a command ends when it is not done, and how that is said.

use std::io;

use rollbook_application::{Failure, What};
use rollbook_domain::port::{ArchiveError, ContractSourceError, StoreError};
use rollbook_domain::rule::RuleId;
use rollbook_domain::settings::TenantId;
use serde_json::Value;

use crate::exit;

/// How a command ends when it is not done.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// A use case did not succeed.
    #[error(transparent)]
    Failure(#[from] Failure),
    /// The rules turn the command down, with facts for programs.
    #[error("{message}")]
    Refused {
        /// What is refused and why.
        message: String,
        /// The rules behind it.
        rules: Vec<RuleId>,
        /// More facts for programs, or null.
        details: Value,
    },
    /// The command line asks for what cannot be.
    #[error("{0}")]
    Usage(String),
    /// What the command names does not exist.
    #[error("{0}")]
    NotFound(String),
    /// The database or a file cannot be used.
    #[error("{0}")]
    Unavailable(String),
    /// The command has said everything itself and only the exit code is left.
    #[error("exit code {0}")]
    Said(u8),
    /// Nobody reads the output any more.
    #[error("nobody reads the output")]
    ClosedPipe,
}

impl CliError {
    /// What the command line asks for cannot be.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    /// Names the tenant where there is none: a use case does not know what the command line called it.
    pub(crate) fn in_tenant(self, tenant: &TenantId) -> Self {
        match self {
            Self::Failure(Failure::Missing { what: What::Tenant, .. }) if *tenant == TenantId::default() => {
                Self::NotFound("the database is empty; `rollbook init` makes it ready".to_owned())
            }
            Self::Failure(Failure::Missing { what: What::Tenant, .. }) => Self::NotFound(format!(
                "there is no tenant `{tenant}`; `rollbook init --tenant {tenant}` makes it"
            )),
            other => other,
        }
    }

    /// The exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Failure(failure) => of_failure(failure),
            Self::Refused { .. } => exit::REFUSED,
            Self::Usage(_) => exit::USAGE,
            Self::NotFound(_) => exit::NOT_FOUND,
            Self::Unavailable(_) => exit::UNAVAILABLE,
            Self::Said(code) => *code,
            Self::ClosedPipe => exit::DONE,
        }
    }

    /// The word for the exit code in JSON.
    pub fn kind(&self) -> &'static str {
        match self.exit_code() {
            exit::DONE => "done",
            exit::REFUSED => "refused",
            exit::NOT_FOUND => "not_found",
            exit::CONFLICT => "conflict",
            exit::UNAVAILABLE => "unavailable",
            _ => "usage",
        }
    }

    /// The rules behind it, most telling first.
    pub fn rules(&self) -> &[RuleId] {
        match self {
            Self::Failure(failure) => failure.rules(),
            Self::Refused { rules, .. } => rules,
            _ => &[],
        }
    }

    /// More facts for programs, or null.
    pub fn details(&self) -> &Value {
        match self {
            Self::Refused { details, .. } => details,
            _ => &Value::Null,
        }
    }
}

/// The one place where a use case's failure becomes an exit code.
fn of_failure(failure: &Failure) -> u8 {
    match failure {
        Failure::Refused(refusal) if refusal.is_missing() => exit::NOT_FOUND,
        Failure::Refused(_) | Failure::Source(ContractSourceError::Malformed(_)) => exit::REFUSED,
        Failure::Missing { .. } => exit::NOT_FOUND,
        Failure::Conflict(_) | Failure::Archive(ArchiveError::Exists(_)) => exit::CONFLICT,
        Failure::Store(StoreError::BadCursor(_)) => exit::USAGE,
        Failure::Store(_)
        | Failure::Hasher(_)
        | Failure::Vault(_)
        | Failure::Source(_)
        | Failure::Archive(_) => exit::UNAVAILABLE,
    }
}

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> Self {
        Self::Failure(Failure::Store(error))
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ClosedPipe,
            _ => Self::Unavailable(format!("the output cannot be written: {error}")),
        }
    }
}

impl From<serde_json::Error> for CliError {
    fn from(error: serde_json::Error) -> Self {
        match error.io_error_kind() {
            Some(kind) => io::Error::from(kind).into(),
            None => Self::Unavailable(format!("the output cannot be put in JSON: {error}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use rollbook_domain::port::{Conflict, UniqueFact};

    use super::*;

    fn ended(failure: Failure) -> (u8, &'static str) {
        let error = CliError::from(failure);
        (error.exit_code(), error.kind())
    }

    #[test]
    fn every_way_to_fail_has_its_documented_code_and_word() {
        assert_eq!(ended(Failure::missing(What::Customer, "nobody")), (3, "not_found"));
        assert_eq!(ended(Failure::Conflict(Conflict::Taken(UniqueFact::CustomerEmail))), (4, "conflict"));
        assert_eq!(ended(StoreError::Unavailable("gone".to_owned()).into()), (5, "unavailable"));
        assert_eq!(ended(StoreError::UnknownOutcome("gone".to_owned()).into()), (5, "unavailable"));
        assert_eq!(ended(StoreError::BadCursor("x".to_owned()).into()), (2, "usage"));
    }

    #[test]
    fn a_closed_pipe_is_no_failure_and_a_full_disk_is_one() {
        let closed = CliError::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(closed.exit_code(), exit::DONE);
        let full = CliError::from(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!((full.exit_code(), full.kind()), (5, "unavailable"));
    }
}
