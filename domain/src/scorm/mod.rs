//! SCORM run-time data, and what follows from it by the standard's own rules.
//!
//! A module sends named values, the *CMI data model*: SCORM 1.2 (Run-Time Environment 1.2, chapter 3.4) names them
//! `cmi.core.*` and the like, SCORM 2004 4th Edition (Run-Time Environment, chapter 4.2) `cmi.*`. They are kept as sent;
//! status, score and time are worked out from them and never kept apart from the data by themselves.

mod elements;
mod entry;
mod refusal;
mod score;
mod standard;
mod status;
mod timespan;
mod value;

pub use elements::{CmiElements, CmiName};
pub use entry::{Entry, Exit, entry_after, exit_of};
pub use refusal::CmiDataRefused;
pub use score::{ModuleScore, score_of};
pub use standard::{CmiStandard, UnknownCmiStandard};
pub use status::{Completion, ModuleStatus, Success, status_of};
pub use timespan::{Timespan, session_time_of};

#[cfg(test)]
mod tests;
