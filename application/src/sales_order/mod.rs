//! Sales orders: entering and changing them, who follows them, and keeping them up to date with their source.

mod add;
mod edit;
mod effect;
mod get;
mod linked;
mod list;
mod returns;
mod seats;
mod show;
mod sync;

pub use add::{NewSalesOrder, add_sales_order};
pub use edit::{ContractChange, EditCommand, TypedEdit, edit_sales_order, what_if_ended};
pub use effect::NamedEffect;
pub use get::get_sales_order;
pub use list::list_sales_orders;
pub use show::{LinkedLearner, ShownSalesOrder, show_sales_order};
pub use sync::{SyncCommand, SyncReport, sync_sales_orders};

pub(crate) use effect::named;
pub(crate) use seats::Taking;

#[cfg(test)]
mod tests;
