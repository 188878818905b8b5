//! The editions of the standard.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::text::shown;

/// The data model that a module speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CmiStandard {
    /// SCORM 1.2.
    #[serde(rename = "scorm_1_2")]
    Scorm12,
    /// SCORM 2004, 4th Edition; content of earlier editions speaks the same elements.
    #[serde(rename = "scorm_2004")]
    Scorm2004,
}

impl fmt::Display for CmiStandard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Scorm12 => "1.2",
            Self::Scorm2004 => "2004",
        })
    }
}

/// A word that names no edition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an edition of SCORM; give 1.2 or 2004")]
pub struct UnknownCmiStandard(String);

impl FromStr for CmiStandard {
    type Err = UnknownCmiStandard;

    fn from_str(value: &str) -> Result<Self, UnknownCmiStandard> {
        match value.trim() {
            "1.2" => Ok(Self::Scorm12),
            "2004" => Ok(Self::Scorm2004),
            _ => Err(UnknownCmiStandard(shown(value))),
        }
    }
}
