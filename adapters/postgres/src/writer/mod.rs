//! Writing.

mod commit;
mod conflict;
mod expect;
mod log;
mod resolve;
mod streams;
mod work;

pub(crate) use commit::commit;
pub(crate) use log::find_commit;
