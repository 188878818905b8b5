//! Customers: adding, editing, finding and listing accounts.

mod activity;
mod add;
mod change;
mod credentials;
mod edit;
mod expire_passwords;
mod get;
mod groups;
mod holders;
mod list;
mod set_password;
mod status;
mod tax;

pub use activity::customer_activity;
pub use add::add_customer;
pub use credentials::{Credentials, new_credentials};
pub use edit::edit_customer;
pub use expire_passwords::expire_passwords_after;
pub use get::{as_typed, get_customer};
pub use groups::{GroupChanges, change_customer_groups};
pub use list::{CustomerFilter, list_customers};
pub use set_password::{NewPassword, set_password};
pub use status::change_customer_status;
pub use tax::set_tax_exemption;

#[cfg(test)]
mod tests;
