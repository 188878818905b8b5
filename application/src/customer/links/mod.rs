//! Links to accounts: sending them, looking at them, and using them (MAIL-06, MAIL-07, X-10, X-15).

mod preview;
mod request;
mod send;
mod take;

pub use preview::{AccountLinkPreview, preview_account_link};
pub use request::{request_password_reset, request_unlock};
pub use send::{send_password_link, send_unlock_link};

pub(super) use send::{mail_of, new_secret};
pub(super) use take::{find, take};
