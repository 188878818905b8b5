//! SCORM run-time data of a learner: what modules sent, attempt by attempt.
//!
//! It is no part of the [transcript](super::Transcript), because it is large and changes every few seconds; its events
//! stand in the same stream. What the modules sent is personal and stays beside the log.

mod apply;
mod clear;
mod commit;
mod data;
mod event;
mod refusal;
mod work;

pub use clear::clear_cmi;
pub use commit::{CommitCmi, commit_cmi};
pub use data::{CmiAttempt, CmiData, CmiSession};
pub use event::CmiCommit;
pub use refusal::CmiRefused;
pub use work::cmi_work;
