//! Orders: placing, assigning products, moving on, cancelling, reinstating, finding and listing.

mod assign;
mod cancel;
mod confirmation;
mod get;
mod give;
mod list;
mod place;
mod reinstate;
pub(crate) mod seats;
mod status;
pub(crate) mod streams;

pub use assign::{AssignCommand, Assigned, assign_product};
pub use cancel::{CancelWhat, Cancelled, Loser, cancel_order, plan_cancel};
pub use confirmation::ConfirmationMail;
pub use get::get_order;
pub use give::GivenByOrder;
pub use list::list_orders;
pub use place::{PlaceCommand, PlaceLine, PlacedOrder, place_order};
pub use reinstate::reinstate_order;
pub use status::{MovedOrder, change_order_status};

#[cfg(test)]
mod tests;
