//! The files that tests read.

use std::path::{Path, PathBuf};

/// A folder of this crate's fixtures.
pub fn fixtures(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// The whole OULAD presentation, when this machine has it: the folder that `ROLLBOOK_TEST_DATA` names, or else
/// `data/oulad` in a folder beside the workspace.
#[expect(clippy::disallowed_methods, reason = "tests are told by the environment where large data lies")]
pub fn full_oulad() -> Option<PathBuf> {
    let named = std::env::var_os("ROLLBOOK_TEST_DATA").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?.read_dir().ok()?;
    let beside = beside.filter_map(|entry| Some(entry.ok()?.path().join("data").join("oulad")));
    named.into_iter().chain(beside).find(|folder| folder.join("roster-2013J.csv").is_file())
}
