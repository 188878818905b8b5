//! Personal data as a type, so that it cannot slip into a log, an error or an event by accident.

use std::fmt;

/// A value about a person: it prints as `[personal]` and cannot be serialized.
///
/// ```
/// use rollbook_domain::personal::Personal;
///
/// let phone = Personal::new("+49 30 1234");
/// assert_eq!(format!("{phone:?}"), "[personal]");
/// assert_eq!(*phone.reveal(), "+49 30 1234");
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Wraps a value about a person.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Shows the value, to code that has a reason to see it.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// Takes the value out.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[personal]")
    }
}
