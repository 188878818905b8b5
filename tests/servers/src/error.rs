use std::error::Error;
use std::io;

/// Why there is no server, or why it does not do what it is told.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// Nobody named a server.
    #[error(
        "{variable} is not set, and this needs a server: run the tests with `cargo xtask test`, or start a server with \
         `cargo xtask postgres` and set the variables that it prints"
    )]
    NotNamed {
        /// The variable that names the server.
        variable: &'static str,
    },
    /// A program is not installed.
    #[error("cannot find {program}: {advice}")]
    NotInstalled {
        /// The program.
        program: String,
        /// What to do about it.
        advice: String,
    },
    /// A program ran and failed.
    #[error("`{command}` failed: {said}")]
    Failed {
        /// The program with its arguments.
        command: String,
        /// What it said of the reason.
        said: String,
    },
    /// A file, a folder or a process is out of reach.
    #[error("cannot {attempt}: {error}")]
    Io {
        /// What was tried.
        attempt: String,
        /// Why it failed.
        #[source]
        error: io::Error,
    },
    /// A URL or a name is not of the accepted form.
    #[error("{what} `{value}` must be {accepted}")]
    Malformed {
        /// What it is.
        what: &'static str,
        /// What was given.
        value: String,
        /// What would do.
        accepted: &'static str,
    },
    /// The caller's own filling of a template failed.
    #[error("cannot fill the template database: {0}")]
    Fill(#[source] Box<dyn Error + Send + Sync>),
}

impl ServerError {
    /// Names what was tried when the system refused it.
    pub(crate) fn io(attempt: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Io { attempt: attempt.into(), error }
    }
}
