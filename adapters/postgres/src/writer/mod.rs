//! Writing.

mod commit;
mod conflict;
mod dispatch;
mod expect;
mod forget;
mod growth;
mod joint;
mod lease;
mod log;
mod login;
mod look;
mod resolve;
mod retention;
mod settle;
mod streams;
mod times;
mod work;

pub(crate) use commit::commit;
pub(crate) use joint::{Answer, Lanes, Part};
pub(crate) use lease::lease;
pub(crate) use login::record_logins;
pub(crate) use resolve::find_commit;
pub(crate) use settle::settle;
pub(crate) use work::Work;
