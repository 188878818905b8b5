//! Access: grants with their windows, as a full history (ACC-01 to ACC-14).

mod apply;
mod edit;
mod erased;
mod event;
mod freeze;
mod grant;
mod launch;
mod refusal;
mod revoke;
mod suspend;
mod window;

#[cfg(test)]
mod tests;

pub use edit::{EditWindow, NewEnd, edit_window};
pub use erased::must_not_be_erased;
pub use event::AccessEvent;
pub use freeze::{Dates, FrozenTerm, freeze};
pub use grant::{AccessGrant, GrantOrigin, GrantSource, GrantState, Standing, StandingChange, WindowEdit};
pub use launch::launch;
pub use refusal::AccessRefused;
pub use revoke::revoke;
pub use suspend::{reinstate_for_order, suspend_for_order};
pub use window::AccessWindow;
