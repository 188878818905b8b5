//! Short texts that people write: codes, titles, names, messages, notes and the names of profile fields.
//!
//! What may be shown again (codes, titles, messages, field names) prints and serializes as itself. What is about a person (names,
//! notes) does neither, and its refusals say what is wrong without repeating it.

mod characters;
mod code;
mod error;
mod field_name;
mod kind;
mod message;
mod note;
mod person_name;
mod title;
mod written;

pub(crate) use characters::{is_control, shown};
pub use code::Code;
pub use error::TextError;
pub use field_name::FieldName;
pub use message::Message;
pub use note::Note;
pub use person_name::PersonName;
pub use title::Title;
pub(crate) use written::{prints_nothing, written_as_text};

#[cfg(test)]
mod tests;
