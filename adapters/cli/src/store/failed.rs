//! How a copy ends when it is not made.

use rollbook_application::store::CopyFailed;
use rollbook_domain::port::copy::CopyError;
use serde_json::Value;

use crate::CliError;

impl From<CopyFailed> for CliError {
    fn from(failed: CopyFailed) -> Self {
        match failed {
            CopyFailed::Copy(CopyError::Store(error)) => error.into(),
            CopyFailed::Copy(_) | CopyFailed::Unalike { .. } => Self::Unavailable(failed.to_string()),
            CopyFailed::NothingThere => Self::NotFound(failed.to_string()),
            CopyFailed::InUse
            | CopyFailed::AnotherSource
            | CopyFailed::SourceChanged
            | CopyFailed::Differs(_) => refused(failed.to_string()),
        }
    }
}

/// Turned down, by no rule of the rule book.
pub(super) fn refused(message: String) -> CliError {
    CliError::Refused { message, rules: Vec::new(), details: Value::Null }
}

#[cfg(test)]
mod tests {
    use rollbook_domain::port::StoreError;

    use super::*;

    #[test]
    fn every_way_in_which_a_copy_fails_has_its_exit_code() {
        let damaged = CopyError::Layout { table: "groups".to_owned(), problem: "it is odd".to_owned() };
        let unalike =
            CopyFailed::Unalike { only_source: vec!["table a".to_owned()], only_target: Vec::new() };
        for (failed, code) in [
            (CopyFailed::Copy(StoreError::Unavailable("gone".to_owned()).into()), 5),
            (CopyFailed::Copy(damaged), 5),
            (unalike, 5),
            (CopyFailed::NothingThere, 3),
            (CopyFailed::InUse, 1),
            (CopyFailed::AnotherSource, 1),
            (CopyFailed::SourceChanged, 1),
            (CopyFailed::Differs(Vec::new()), 1),
        ] {
            assert_eq!(CliError::from(failed.clone()).exit_code(), code, "{failed:?}");
        }
    }
}
