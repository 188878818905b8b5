use std::fmt;

/// Why a file cannot be read as a table: where, what stands there, and what would be accepted.
///
/// ```
/// use rollbook_domain::table::TableError;
///
/// let error = TableError::new(3, "is not UTF-8", "a CSV file saved as UTF-8").in_column("Email").with_value("Andr\u{fffd}");
/// assert_eq!(
///     error.to_string(),
///     "line 3, column \"Email\": \"Andr\u{fffd}\" is not UTF-8; accepted: a CSV file saved as UTF-8",
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{problem}; accepted: {accepted}", Place(self))]
pub struct TableError {
    /// The line of the file, counted from 1.
    pub line: u32,
    /// The column as its header names it, where one can be told.
    pub column: Option<Box<str>>,
    /// The offending text, cut to 80 characters.
    pub value: Option<Box<str>>,
    /// What is wrong, to be read after the value.
    pub problem: Box<str>,
    /// What would be right instead.
    pub accepted: Box<str>,
}

const LONGEST_VALUE: usize = 80;

impl TableError {
    /// A problem with a line as a whole.
    pub fn new(line: u32, problem: impl Into<Box<str>>, accepted: impl Into<Box<str>>) -> Self {
        Self { line, column: None, value: None, problem: problem.into(), accepted: accepted.into() }
    }

    /// Says in which column.
    #[must_use]
    pub fn in_column(mut self, column: &str) -> Self {
        self.column = Some(cut(column));
        self
    }

    /// Says which text it is about; more than 80 characters of it are cut off.
    #[must_use]
    pub fn with_value(mut self, value: &str) -> Self {
        self.value = Some(cut(value));
        self
    }
}

fn cut(value: &str) -> Box<str> {
    match value.char_indices().nth(LONGEST_VALUE) {
        Some(_) => value.chars().take(LONGEST_VALUE - 1).chain(['…']).collect(),
        None => value.into(),
    }
}

struct Place<'error>(&'error TableError);

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}", self.0.line)?;
        if let Some(column) = &self.0.column {
            write!(formatter, ", column {column:?}")?;
        }
        formatter.write_str(": ")?;
        match &self.0.value {
            Some(value) => write!(formatter, "{value:?} "),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_line_column_value_and_accepted_form() {
        let error = TableError::new(12, "is not a date", "a date such as 2026-03-29")
            .in_column("Order Date")
            .with_value("29.3.26");
        assert_eq!(
            error.to_string(),
            "line 12, column \"Order Date\": \"29.3.26\" is not a date; accepted: a date such as 2026-03-29"
        );
    }

    #[test]
    fn a_problem_of_a_whole_line_needs_no_column_and_no_value() {
        let error = TableError::new(1, "the file is empty", "a header line");
        assert_eq!(error.to_string(), "line 1: the file is empty; accepted: a header line");
    }

    #[test]
    fn a_long_value_is_cut_to_eighty_characters() {
        let error = TableError::new(1, "is too long", "less").with_value(&"é".repeat(81));
        assert_eq!(error.value.unwrap().chars().count(), 80);
        let error = TableError::new(1, "is too long", "less").with_value(&"é".repeat(80));
        assert_eq!(*error.value.unwrap(), *"é".repeat(80));
    }
}
