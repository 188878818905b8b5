//! From an address to a pool of connections.

mod address;
mod error;

pub(crate) use address::Address;
pub use error::OpenError;
