//! The mails about courses: those that a change of a transcript causes, and those that time alone brings about
//! (MAIL-08 to MAIL-13).
//!
//! Whether one of them goes out in the end is the gate's to say, when its time has come: [`gate`](crate::mail::gate).

mod caused;
mod due;
mod expiring;
mod idle;
mod lock;
mod survey;

pub use caused::{Learner, caused};
pub use due::{DueNotice, NOTICES, Stay, due};
pub use lock::{ItemLock, lock_of};

#[cfg(test)]
mod tests;
