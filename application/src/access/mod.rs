//! Access: editing, revoking and launching grants, and asking who may open what.

mod change;
mod check;
mod edit;
mod explain;
mod facts;
mod launch;
mod list;
mod revoke;

pub use check::check_access;
pub use edit::edit_access;
pub use explain::explain_access;
pub use launch::launch_access;
pub use list::{access_lines, list_access};
pub use revoke::revoke_access;

#[cfg(test)]
mod tests;
