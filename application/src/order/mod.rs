//! Orders: assigning products, cancelling, reinstating, finding and listing.

mod assign;
mod cancel;
mod change;
mod get;
mod list;
mod reinstate;

pub use assign::{AssignCommand, Assigned, assign_product};
pub use cancel::cancel_order;
pub use get::get_order;
pub use list::list_orders;
pub use reinstate::reinstate_order;

#[cfg(test)]
mod tests;
