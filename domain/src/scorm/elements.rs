//! The elements of one attempt, as sent.

use std::collections::BTreeMap;
use std::fmt;

use super::value::check_value;
use super::{CmiDataRefused, CmiStandard};
use crate::personal::Personal;
use crate::text::shown;

/// The most elements that one attempt keeps.
const MOST_ELEMENTS: usize = 10_000;

/// The most characters that all values of one attempt have together.
const MOST_CHARACTERS: usize = 1_000_000;

/// The name of an element, such as `cmi.core.lesson_status`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CmiName(Box<str>);

impl CmiName {
    /// Reads a name; names that the standard does not know are names too.
    ///
    /// # Errors
    /// [`CmiDataRefused::Name`] (TRN-07).
    pub fn parse(text: &str) -> Result<Self, CmiDataRefused> {
        let is_name = (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        if is_name { Ok(Self(text.into())) } else { Err(CmiDataRefused::Name(shown(text))) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CmiName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// What a module sent: values by the names of their elements, in the order of the names.
///
/// What a learner answered, wrote and reached is about a person, so the values are personal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CmiElements(BTreeMap<CmiName, Personal<String>>);

impl CmiElements {
    /// Takes elements as sent; of a name that comes twice the last value counts, as with `SetValue`.
    ///
    /// Values of elements that the rules here rest on must be of their data type; all others are kept whatever they say,
    /// up to their length.
    ///
    /// # Errors
    /// [`CmiDataRefused`] (TRN-07).
    pub fn parse<'a>(
        standard: CmiStandard,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, CmiDataRefused> {
        let mut elements = BTreeMap::new();
        for (name, value) in pairs {
            let name = CmiName::parse(name)?;
            check_value(standard, name.as_str(), value)?;
            elements.insert(name, Personal::new(value.to_owned()));
        }
        let elements = Self(elements);
        elements.check_size()?;
        Ok(elements)
    }

    /// Rebuilds elements that were taken before.
    pub fn from_stored(elements: impl IntoIterator<Item = (CmiName, Personal<String>)>) -> Self {
        Self(elements.into_iter().collect())
    }

    /// The elements with later ones put over them.
    ///
    /// # Errors
    /// [`CmiDataRefused::TooMuch`] (TRN-07).
    pub fn with(&self, later: &Self) -> Result<Self, CmiDataRefused> {
        let mut all = self.clone();
        all.put(later);
        all.check_size()?;
        Ok(all)
    }

    /// Puts later elements over these.
    pub fn put(&mut self, later: &Self) {
        self.0.extend(later.0.iter().map(|(name, value)| (name.clone(), value.clone())));
    }

    fn check_size(&self) -> Result<(), CmiDataRefused> {
        let characters = self.0.values().map(|value| value.reveal().chars().count()).sum();
        let sizes = [("elements", self.0.len(), MOST_ELEMENTS), ("characters", characters, MOST_CHARACTERS)];
        for (what, found, most) in sizes {
            if found > most {
                return Err(CmiDataRefused::TooMuch { what, found, most });
            }
        }
        Ok(())
    }

    /// The value of an element, if it was sent.
    pub fn get(&self, name: &str) -> Option<&str> {
        let name = CmiName(name.into());
        self.0.get(&name).map(|value| value.reveal().as_str())
    }

    /// All elements, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&CmiName, &Personal<String>)> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing was sent.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
