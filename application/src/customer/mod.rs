//! Customers: adding, editing, finding and listing accounts.

mod activity;
mod add;
mod change;
mod credentials;
mod edit;
mod expire_passwords;
mod expired_message;
mod get;
mod groups;
mod holders;
mod links;
mod list;
mod lock;
mod managed_by;
mod set_by_link;
mod set_password;
mod status;
mod tax;
mod unlock;

pub use activity::customer_activity;
pub use add::add_customer;
pub use credentials::new_credentials;
pub use edit::edit_customer;
pub use expire_passwords::expire_passwords_after;
pub use expired_message::expired_message;
pub use get::{as_typed, get_customer};
pub use groups::{GroupChanges, change_customer_groups};
pub use links::{
    AccountLinkPreview, preview_account_link, request_password_reset, request_unlock, send_password_link,
    send_unlock_link,
};
pub use list::{CustomerFilter, list_customers};
pub use lock::lock_automatically;
pub use managed_by::{clear_customers_manager, set_customers_manager};
pub use rollbook_domain::mail::Credentials;
pub use set_by_link::set_password_by_link;
pub use set_password::{NewPassword, set_password};
pub use status::change_customer_status;
pub use tax::set_tax_exemption;
pub use unlock::unlock_by_link;

#[cfg(test)]
mod tests;
