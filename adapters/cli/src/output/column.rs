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
    pub(super) is_marked: Option<fn(&T) -> bool>,
}

impl<T> Column<T> {
    /// A column in tables and in CSV.
    pub const fn new(name: &'static str, title: &'static str, cell: fn(&T, &Zone) -> String) -> Self {
        Self { name, title, cell: Some(cell), is_marked: None }
    }

    /// The same column with some cells in orange, where the terminal has colours.
    #[must_use]
    pub const fn marked(self, is_marked: fn(&T) -> bool) -> Self {
        Self { is_marked: Some(is_marked), ..self }
    }

    /// A column that only CSV has.
    pub const fn data(name: &'static str) -> Self {
        Self { name, title: "", cell: None, is_marked: None }
    }
}
