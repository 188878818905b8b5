use std::fmt;

/// One data row, kept small: all its cells in one text, and where each of them ends.
///
/// Its debug output leaves out the cells, which are mostly personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    line: u32,
    text: Box<str>,
    ends: Box<[u32]>,
}

impl Row {
    /// Packs the cells of the row that starts on that line of the file, counted from 1.
    ///
    /// ```
    /// let row = rollbook_domain::table::Row::new(7, ["ada@example.org", "", "G1"].into_iter());
    /// assert_eq!((row.cell(0), row.cell(1), row.cell(2)), ("ada@example.org", "", "G1"));
    /// ```
    pub fn new<'cell>(line: u32, cells: impl Iterator<Item = &'cell str>) -> Self {
        let mut text = String::new();
        let mut ends = Vec::with_capacity(cells.size_hint().0);
        for cell in cells {
            text.push_str(cell);
            ends.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        }
        Self { line, text: text.into(), ends: ends.into() }
    }

    /// The number of its first line in the file, counted from 1.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The number of its cells.
    pub fn width(&self) -> usize {
        self.ends.len()
    }

    /// The text of a cell; empty where the row has no such cell.
    pub fn cell(&self, index: usize) -> &str {
        let end = self.ends.get(index).copied().unwrap_or(0);
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start as usize..end as usize).unwrap_or("")
    }

    /// All cells, from left to right.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.width()).map(|index| self.cell(index))
    }
}

impl fmt::Debug for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Row")
            .field("line", &self.line)
            .field("width", &self.width())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cell_beyond_the_row_is_empty() {
        let row = Row::new(2, ["a", "b"].into_iter());
        assert_eq!((row.cell(2), row.cell(3), row.cell(usize::MAX)), ("", "", ""));
        assert_eq!(Row::new(2, std::iter::empty()).cell(0), "");
    }

    #[test]
    fn debug_output_shows_no_cell() {
        let row = Row::new(3, ["ada@example.org"].into_iter());
        assert_eq!(format!("{row:?}"), "Row { line: 3, width: 1, .. }");
    }

    proptest! {
        #[test]
        fn cells_come_back_as_they_went_in(cells in proptest::collection::vec(".*", 0..8)) {
            let row = Row::new(1, cells.iter().map(String::as_str));
            prop_assert_eq!(row.width(), cells.len());
            prop_assert!(row.cells().eq(cells.iter().map(String::as_str)));
        }
    }
}
