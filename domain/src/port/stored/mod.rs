//! Forms that all SQL stores share: what one writes another reads, as when a store is copied.

mod address;
mod name;
mod words;

pub use address::StoredAddress;
pub use name::name_key;
pub use words::Word;

#[cfg(test)]
mod tests;
