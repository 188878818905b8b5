//! Which way mails go out, read from one address.

mod error;
mod server;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

pub use error::TransportError;
use rollbook_domain::port::Mailer;
pub use server::{Encryption, Server};

use crate::{FolderMailer, LogMailer, SmtpMailer};

/// Which way mails go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Transport {
    /// To a mail server.
    Server(Box<Server>),
    /// Into a folder, one `.eml` file each.
    Folder(PathBuf),
    /// Nowhere, but each is named in the notes.
    Log,
}

impl Transport {
    /// Reads the address of a transport: `smtp://`, `smtps://`, `file:FOLDER` or `log`.
    ///
    /// A mail server's address is `smtp://[USER[:PASSWORD]@]HOST[:PORT][?OPTIONS]`; user and password are
    /// percent-encoded. The options, joined by `&`:
    ///
    /// - `tls=required` (the default), `tls=opportunistic` (plain when the server cannot encrypt; never with a user)
    ///   or `tls=none` (this machine only); for `smtp://`, since `smtps://` is encrypted from the first byte;
    /// - `ca=FILE`: trust only the certificate authorities in this PEM file, instead of the machine's;
    /// - `hello=NAME`: the name to greet the server by; the sender's domain otherwise;
    /// - `timeout=SECONDS`: how long one answer may take, 1 to 60; 20 otherwise.
    ///
    /// # Errors
    /// [`TransportError`] naming what is wrong and the accepted form.
    pub fn parse(url: &str) -> Result<Self, TransportError> {
        if url == "log" {
            return Ok(Self::Log);
        }
        if let Some(path) = url.strip_prefix("file:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.is_empty() {
                Err(TransportError::NoFolder)
            } else {
                Ok(Self::Folder(path.into()))
            };
        }
        if url.starts_with("smtp:") || url.starts_with("smtps:") {
            return Ok(Self::Server(Box::new(server::parse(url)?)));
        }
        let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
        Err(TransportError::UnknownScheme(scheme.chars().take(20).collect()))
    }

    /// Gives a password that does not stand in the address; one in the address goes before it.
    ///
    /// # Errors
    /// [`TransportError::PasswordWithoutUser`] for a mail server without a user.
    pub fn with_password(mut self, password: &str) -> Result<Self, TransportError> {
        if let Self::Server(server) = &mut self {
            server.give_password(password)?;
        }
        Ok(self)
    }

    /// The longest time that sending one mail takes, from connecting to the last answer.
    pub fn longest_send(&self) -> Duration {
        match self {
            Self::Server(server) => server.longest_send(),
            Self::Folder(_) | Self::Log => Duration::from_secs(5),
        }
    }

    /// Opens the transport; a mail server is not asked before the first mail.
    ///
    /// # Errors
    /// [`TransportError`] when the file of certificate authorities cannot be used.
    pub fn open(&self) -> Result<Arc<dyn Mailer>, TransportError> {
        Ok(match self {
            Self::Server(server) => Arc::new(SmtpMailer::open(server)?),
            Self::Folder(folder) => Arc::new(FolderMailer::new(folder)),
            Self::Log => Arc::new(LogMailer::new(Box::new(std::io::stderr()))),
        })
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Server(server) => server.fmt(f),
            Self::Folder(folder) => write!(f, "files in the folder `{}`", folder.display()),
            Self::Log => f.write_str("a line of the log for each mail, which goes nowhere"),
        }
    }
}
