//! Rollbook's use cases: load, decide, commit, over the domain's ports.
//!
//! One use case is one function in one file. It reads facts through the ports of its [`Desk`], lets the domain decide,
//! and commits the events; when a stream moved meanwhile it starts over, a bounded number of times.

pub mod access;
pub mod audit;
pub mod catalogue;
mod changed;
pub mod customer;
mod desk;
pub mod enrollment;
mod failure;
pub mod group;
pub mod impersonation;
pub mod imports;
pub mod key;
pub mod login;
pub mod mail;
pub mod order;
pub mod organization;
pub mod privacy;
pub mod report;
pub mod sales_order;
pub mod seat;
pub mod settings;
pub mod store;
#[cfg(test)]
mod testing;
pub mod transcript;

pub use changed::Changed;
pub use desk::{Desk, Tries};
pub use failure::{Failure, What};
