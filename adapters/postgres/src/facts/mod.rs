//! Reading the facts of one customer, or of all customers of a page at once.

mod notes;

pub(crate) use notes::Stamps;
