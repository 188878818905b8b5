//! From an address to a pool of connections.

mod address;
mod cause;
mod error;

pub(crate) use address::Address;
pub(crate) use cause::cause;
pub use error::OpenError;
