//! Transcripts: what learners did and what modules sent, and showing and editing what is on record (TRN-01 to TRN-16).

mod add_completion;
mod change;
mod clear_cmi;
mod commit_cmi;
mod edit;
mod finish;
mod history;
mod item_work;
mod list_submissions;
mod read_cmi;
mod read_responses;
mod remove_submission;
mod show;
mod submit_attempt;
mod waive;

#[cfg(test)]
mod tests;

pub use add_completion::{CompletionAdded, add_completion};
pub use clear_cmi::clear_cmi;
pub use commit_cmi::{CmiKept, CmiSent, commit_cmi};
pub use edit::{EditItemResult, edit_item_result};
pub(crate) use finish::finish_course;
pub use history::transcript_history;
pub use list_submissions::list_submissions;
pub use read_cmi::read_cmi;
pub use read_responses::{SubmissionResponses, read_responses};
pub use remove_submission::remove_submission;
pub use show::{ShownCourse, ShownItem, ShownTranscript, Viewer, show_transcript};
pub use submit_attempt::{AttemptHandedIn, submit_attempt};
pub use waive::waive_course;
