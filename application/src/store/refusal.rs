//! Why a copy is not made.

use rollbook_domain::port::copy::CopyError;

use super::ComparedTable;

/// A copy that is not made, or not finished; the target cannot be used as a store then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CopyFailed {
    /// The source holds nothing.
    #[error("there is nothing to copy: the source has no tenant")]
    NothingThere,
    /// The two are not laid out alike.
    #[error(
        "the two databases are not laid out alike: only the source has [{}], only the target has [{}]; bring both \
         to the schema of one program", only_source.join(", "), only_target.join(", ")
    )]
    Unalike {
        /// What only the source has.
        only_source: Vec<String>,
        /// What only the target has.
        only_target: Vec<String>,
    },
    /// The target holds a store.
    #[error(
        "the target is in use; give a database that is empty, or one that a copy of this source was begun in"
    )]
    InUse,
    /// The target holds a part of another installation.
    #[error(
        "the target holds an unfinished copy of another installation; give the source that it was begun from, or \
         an empty database"
    )]
    AnotherSource,
    /// The source was written to since the copy was begun.
    #[error(
        "the source was changed since the copy was begun; end every process that uses it, remove the unfinished \
         target, and copy again into an empty database"
    )]
    SourceChanged,
    /// The target does not hold what the source holds.
    #[error(
        "the target does not hold what the source holds, in {}; remove it, and copy again into an empty database",
        Self::differing(.0)
    )]
    Differs(Vec<ComparedTable>),
    /// A database does not do what it should.
    #[error(transparent)]
    Copy(#[from] CopyError),
}

impl CopyFailed {
    /// The tables that differ, in words.
    pub fn differing(tables: &[ComparedTable]) -> String {
        let names = tables.iter().filter(|table| !table.is_equal()).map(|table| table.table.as_str());
        let names: Vec<_> = names.collect();
        match names.as_slice() {
            [name] => format!("table {name}"),
            names => format!("tables {}", names.join(", ")),
        }
    }
}
