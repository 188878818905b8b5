//! Transcripts: showing and editing what is on record of learners (TRN-01 to TRN-16).

mod change;
mod edit;
mod history;
mod show;
mod waive;

#[cfg(test)]
mod tests;

pub use edit::{EditItemResult, edit_item_result};
pub use history::transcript_history;
pub use show::{ShownCourse, ShownItem, ShownTranscript, Viewer, show_transcript};
pub use waive::waive_course;
