//! Looking at how `SQLite` means to run a statement.

use crate::open::{Absence, open_writer};

/// Asserts that a statement searches by an index as given, and sorts nothing.
pub(super) fn assert_walks_an_index(sql: &str, search: &str) {
    let folder = tempfile::tempdir().unwrap();
    let connection = open_writer(&folder.path().join("plans.db"), Absence::IsFilled, 1_024).unwrap();
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
    let steps: Vec<String> =
        statement.raw_query().mapped(|row| row.get("detail")).collect::<Result<_, _>>().unwrap();
    assert!(steps.iter().any(|step| step.contains(search)), "{steps:#?}");
    assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:#?}");
}
