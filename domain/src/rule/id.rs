//! The id of a rule.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Area, find};

/// The id of one rule, such as `ACC-10`; it is the same in code, refusals, reports and documents.
///
/// Ids sort by area in book order, then by number.
///
/// ```
/// use rollbook_domain::rule::{ACC_10, Area};
///
/// assert_eq!(ACC_10.to_string(), "ACC-10");
/// assert_eq!(ACC_10.area(), Area::ContentAccess);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId {
    area: Area,
    text: &'static str,
}

impl RuleId {
    pub(super) const fn new(area: Area, text: &'static str) -> Self {
        Self { area, text }
    }

    /// The id as it is written, such as `ACC-10`.
    pub const fn as_str(self) -> &'static str {
        self.text
    }

    /// The area of the book that holds the rule.
    pub const fn area(self) -> Area {
        self.area
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.text)
    }
}

impl fmt::Debug for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text)
    }
}

impl Serialize for RuleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text)
    }
}

impl<'de> Deserialize<'de> for RuleId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = String::deserialize(deserializer)?;
        find(&typed)
            .map(|rule| rule.id)
            .ok_or_else(|| D::Error::custom(format!("rule id {typed:?} is not in the book, such as ACC-10")))
    }
}
