//! How a module was left, and how it is entered next.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{CmiElements, CmiStandard};

/// How a module says it was left: `cmi.core.exit` (RTE 1.2, 3.4.4) or `cmi.exit` (RTE 2004, 4.2.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exit {
    /// In the normal way, or nothing was said.
    #[default]
    Normal,
    /// To go on later.
    Suspend,
    /// Out of the whole course.
    Logout,
    /// Because its time was over.
    TimeOut,
}

/// How a module is entered: `cmi.core.entry` (RTE 1.2, 3.4.4) or `cmi.entry` (RTE 2004, 4.2.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Entry {
    /// For the first time in this attempt.
    AbInitio,
    /// To go on where it was left.
    Resume,
    /// Neither of the two.
    Other,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::AbInitio => "ab-initio",
            Self::Resume => "resume",
            Self::Other => "",
        })
    }
}

/// How the module was left, by what it sent last.
pub fn exit_of(standard: CmiStandard, elements: &CmiElements) -> Exit {
    let name = match standard {
        CmiStandard::Scorm12 => "cmi.core.exit",
        CmiStandard::Scorm2004 => "cmi.exit",
    };
    match elements.get(name) {
        Some("suspend") => Exit::Suspend,
        Some("logout") => Exit::Logout,
        Some("time-out") => Exit::TimeOut,
        _ => Exit::Normal,
    }
}

/// How the module is entered after a session that was left so; `None` when there was none.
///
/// A module that was suspended goes on with its data. After any other exit SCORM 2004 begins a new attempt (RTE 2004,
/// 4.2.7 and 4.2.8), while SCORM 1.2 has one attempt that is entered anew (RTE 1.2, 3.4.4).
pub fn entry_after(standard: CmiStandard, last: Option<Exit>) -> Entry {
    match (standard, last) {
        (_, Some(Exit::Suspend)) | (CmiStandard::Scorm2004, Some(Exit::Logout)) => Entry::Resume,
        (_, None) | (CmiStandard::Scorm2004, Some(_)) => Entry::AbInitio,
        (CmiStandard::Scorm12, Some(_)) => Entry::Other,
    }
}
