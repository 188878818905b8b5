//! What makes two imports the same import.

use super::roster::RosterOptions;
use crate::import_log::{Fingerprint, ImportKind};

/// The fingerprint of a file and of the options that change what its rows mean.
///
/// Whether bad rows are skipped is not among them: it never changes what a good row does, and a file that was applied
/// must not be applied again because of it.
pub fn fingerprint(kind: ImportKind, options: RosterOptions, file: &[u8]) -> Fingerprint {
    let mut words = Vec::new();
    if options.allow_repeat {
        words.push("allow-repeat");
    }
    if options.require_password_change {
        words.push("require-password-change");
    }
    Fingerprint::of(&[kind.to_string().as_bytes(), words.join(" ").as_bytes(), file])
}
