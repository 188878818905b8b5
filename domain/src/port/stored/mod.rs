//! Forms that all SQL stores share: what one writes another reads, as when a store is copied.

mod address;
mod name;
mod stream;
mod words;

pub use address::StoredAddress;
pub use name::name_key;
pub use stream::{NO_ID, mail_text_key, mail_text_of, stream_key, stream_of};
pub use words::Word;

#[cfg(test)]
mod tests;
