//! Whole installations: moving one from database to database, and telling whether two are the same.

mod compare;
mod copy;
mod count;
mod progress;
mod refusal;
mod rows;

pub use compare::{ComparedTable, compare_stores};
pub use copy::{Copied, copy_store};
pub use count::{CountedTable, count_rows};
pub use progress::{CopyProgress, NoCopyProgress, Part};
pub use refusal::CopyFailed;
