//! Mails: their texts, sending them, and looking at them.
//!
//! A mail is made when it is sent, from the tenant's text of its kind and the facts it holds. A dispatcher takes due
//! mails in hand, sends one after the other and writes down what became of each:
//!
//! ```
//! # async fn run(
//! #     store: &dyn rollbook_domain::port::TenantStore, clock: &dyn rollbook_domain::port::Clock,
//! #     vault: &dyn rollbook_domain::port::Vault, mailer: &dyn rollbook_domain::port::Mailer,
//! # ) -> Result<(), rollbook_application::Failure> {
//! use rollbook_application::mail::Dispatcher;
//!
//! let report = Dispatcher::new(clock, vault, mailer).drain(store, usize::MAX).await?;
//! println!("{} sent, {} to be tried again", report.sent, report.retried);
//! # Ok(())
//! # }
//! ```

mod built_in;
mod caused;
mod change_text;
mod check;
mod copy;
mod dispatch;
mod drain;
mod edit_text;
mod gate;
mod hold;
mod list;
mod notices;
mod preview;
mod recheck;
mod render;
mod requeue;
mod reset_text;
mod show;
mod suppressions;
mod syntax;
mod texts;
mod values;

pub use built_in::built_in_text;
pub(crate) use caused::add_caused_mails;
pub use check::check_text;
pub use dispatch::{DispatchReport, Dispatcher};
pub use edit_text::edit_mail_text;
pub use hold::{HoldReport, MailChoice, hold_mails, release_mails};
pub use list::{ListedMail, list_mails};
pub use notices::{NoticesReport, PlannedNotice, queue_notices};
pub use preview::{preview_edit, preview_kind};
pub use render::{Rendered, render, render_subject};
pub use requeue::requeue_mails;
pub use reset_text::reset_mail_text;
pub use show::{ShownMail, show_mail};
pub use suppressions::{allow_address, list_suppressions, suppress_address};
pub use texts::{ShownText, list_mail_texts, mail_text_history, show_mail_text};

#[cfg(test)]
mod tests;
