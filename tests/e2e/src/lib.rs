//! What Rollbook's end-to-end tests drive: the real program, on real files, in processes of its own.

pub mod canaries;
mod files;
mod installation;
mod mail_server;
mod program;
mod said;

pub use files::{fixtures, full_oulad};
pub use installation::Installation;
pub use mail_server::{Authority, MailServer, MailServerOptions, Tls, closed_port};
pub use program::program;
pub use said::Said;

/// The README's example of embedding, compiled and run with the other examples.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
