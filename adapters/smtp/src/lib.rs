//! Sends Rollbook's mails: to a mail server, into a folder, or to a log.
//!
//! One address chooses how: [`Transport::parse`] reads it and [`Transport::open`] gives the
//! [`Mailer`](rollbook_domain::port::Mailer) behind it.
//!
//! ```
//! use rollbook_smtp::Transport;
//!
//! let transport = Transport::parse("smtp://rollbook:s%40fe@mail.example.org?ca=/etc/our-ca.pem")?;
//! assert_eq!(transport.to_string(), "smtp://rollbook@mail.example.org:587, encrypted by STARTTLS");
//! assert!(!format!("{transport:?}").contains("s@fe"));
//! # Ok::<(), rollbook_smtp::TransportError>(())
//! ```

mod folder;
mod log;
mod message;
mod smtp;
mod transport;

pub use folder::FolderMailer;
pub use log::LogMailer;
pub use smtp::SmtpMailer;
pub use transport::{Encryption, Server, Transport, TransportError};
