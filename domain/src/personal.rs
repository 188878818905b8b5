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

#[cfg(test)]
mod tests {
    use super::Personal;

    #[test]
    fn a_personal_value_prints_nothing_of_itself_at_any_depth() {
        let phone = Some(vec![Personal::new("+49 30 1234")]);
        assert_eq!(format!("{phone:?}"), "Some([[personal]])");
        assert!(!format!("{phone:#?}").contains("1234"));
    }

    #[test]
    fn a_personal_value_is_compared_and_taken_out_as_itself() {
        let phone = Personal::new("1234".to_owned());
        assert_eq!(phone, phone.clone());
        assert_eq!(phone.reveal(), "1234");
        assert_eq!(phone.into_inner(), "1234");
    }
}
