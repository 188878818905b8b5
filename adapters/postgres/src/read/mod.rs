//! The reading ports, one file each.

mod page;
mod settings;
