//! Acting as a customer, within bounds.

mod bounds;
mod end;
mod find;
mod start;
mod take_up;

pub(crate) use bounds::{keep_within, may_take_away};
pub use end::end_impersonation;
pub use find::get_impersonation;
pub use start::start_impersonation;
pub use take_up::take_up_impersonation;

#[cfg(test)]
mod tests;
