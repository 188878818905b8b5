//! Between columns and values of the domain.

mod cells;
mod id;
mod mail;
mod profile;

pub(crate) use cells::Cells;
pub(crate) use id::{NO_ID, StoredId, mail_text_key, mail_text_of, stream_key, stream_of};
pub(crate) use mail::{mail_columns, read_mail};
pub(crate) use profile::{profile_columns, read_profile};
