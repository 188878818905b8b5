//! Between columns and values of the domain.

mod cells;
mod id;
mod mail;
mod profile;

pub(crate) use cells::Cells;
pub(crate) use id::StoredId;
pub(crate) use mail::{mail_columns, read_mail};
pub(crate) use profile::{profile_columns, read_profile};
