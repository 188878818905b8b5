//! Between columns and values of the domain.

mod cells;
mod id;
mod profile;
mod words;

pub(crate) use cells::Cells;
pub(crate) use id::{StoredId, stream_key, stream_of};
pub(crate) use profile::{StoredAddress, name_key, profile_columns, read_profile};
pub(crate) use words::Word;
