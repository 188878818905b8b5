//! Organizations: making and placing them, who belongs to them and who administers them.

mod add;
mod administrators;
mod edit;
mod get;
mod members;

pub use add::{NewOrganization, add_organization};
pub use administrators::{appoint_administrators, dismiss_administrators};
pub use edit::{EditOrganization, edit_organization};
pub use get::{get_organization, organizations};
pub use members::{join_organization, leave_organization, list_people};

#[cfg(test)]
mod tests;
