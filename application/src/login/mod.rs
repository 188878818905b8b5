//! Sign-ins, and the rule that locks an account for them.

mod list;
mod record;
mod replay;

pub use list::list_logins;
pub use record::{NewLogin, RecordedLogin, record_login};
pub use replay::{WouldLock, replay_lock_rule};

#[cfg(test)]
mod tests;
