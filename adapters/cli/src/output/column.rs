//! Columns of lists.

use rollbook_domain::time::Zone;

/// A column of a list of `T`.
///
/// Its name is a key of the thing's JSON and the header in CSV, and the CSV cell is the JSON value. The cell for
/// people is made by a function, which may say instants in words; see [`in_words`](rollbook_domain::time::in_words).
pub struct Column<T> {
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) cell: Option<fn(&T, &Zone) -> String>,
}

impl<T> Column<T> {
    /// A column in tables and in CSV.
    pub const fn new(name: &'static str, title: &'static str, cell: fn(&T, &Zone) -> String) -> Self {
        Self { name, title, cell: Some(cell) }
    }

    /// A column that only CSV has.
    pub const fn data(name: &'static str) -> Self {
        Self { name, title: "", cell: None }
    }
}
