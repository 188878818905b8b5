//! Groups and who is in them.

mod add;
mod edit;
mod get;
mod list;
mod membership;

pub use add::add_group;
pub use edit::edit_group;
pub use get::get_group;
pub use list::list_groups;
pub use membership::{Members, MembershipReport, MembershipRow, RowOutcome, join_group, leave_group};
pub(crate) use membership::{change_members, change_members_resting_on};

#[cfg(test)]
mod tests;
