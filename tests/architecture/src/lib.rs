//! The shape of the house, checked: which crate may use which, which floor of the domain which, and how large and how
//! named a file may be.
//!
//! Each check is a function from what was found to a list of complaints, so that its own tests can show it a bad house.
//! `tests/house.rs` shows them the real one.

mod crates;
mod edges;
mod files;
mod floors;
mod lints;
mod names;
mod reach;
mod sizes;
mod sources;

pub use self::crates::{Crate, Edge, Kind, Workspace};
pub use self::edges::forbidden_edges;
pub use self::files::{SourceFile, source_files};
pub use self::floors::{Use, forbidden_uses, uses};
pub use self::lints::{missing_from_domain, without_workspace_lints};
pub use self::names::forbidden_names;
pub use self::reach::{banned, forbidden_reach};
pub use self::sizes::oversized;
pub use self::sources::Source;
