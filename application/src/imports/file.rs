//! What an import is given.

use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::table::TableReader;

use super::Progress;

/// A file to import.
#[derive(Clone, Copy)]
pub struct ImportFile<'a> {
    /// Its content.
    pub bytes: &'a [u8],
    /// Turns the content into a table.
    pub reader: &'a dyn TableReader,
    /// Hears how far the import has come.
    pub progress: &'a dyn Progress,
}

/// How to import.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Only show what would happen (IMP-18).
    pub is_dry_run: bool,
    /// Whether bad rows are left out, and what was confirmed.
    pub apply: ApplyOptions,
}
