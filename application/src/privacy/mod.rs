//! Privacy: what is known of a customer, taken away, erased and deleted.

mod delete;
mod erase;
mod erasures;
mod export;
mod person;
mod replay;
mod retention;
mod row;
mod subjects;
mod withdraw;

pub use delete::{Deletion, delete_customer, plan_deletion};
pub use erase::{Erasure, erase_customer, plan_erasure};
pub use erasures::list_erasures;
pub use export::{Exported, ExportedFile, export_customer};
pub use replay::{Replay, ReplayFate, ReplayedPerson, plan_replay, replay_erasures};
pub use retention::{
    DuePerson, ROWS_AT_ONCE, RetentionCut, RetentionProgress, RetentionRun, Skipped, apply_retention,
    plan_retention, retention_calendar,
};
pub use subjects::SUBJECTS;

#[cfg(test)]
mod tests;
