//! Imports: a file is read, planned, shown or committed as a whole (IMP-01 to IMP-23).

mod courses;
mod file;
mod groups;
mod import;
mod items;
mod kind;
mod known;
mod passwords;
mod prices;
mod progress;
mod report;
mod roster;
mod scores;
mod withdrawals;

#[cfg(test)]
pub(crate) mod tests;

pub use courses::import_courses;
pub use file::{ImportFile, ImportOptions};
pub use groups::import_groups;
pub use items::import_items;
pub use prices::import_prices;
pub use progress::{NoProgress, Progress, Stage};
pub use report::{Entries, ImportReport, NoWayIn, People, Tally};
pub use roster::{RosterImport, import_roster};
pub use scores::import_scores;
pub use withdrawals::import_withdrawals;
