//! What the program brings along: stores, clock, ids, streams.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::id::IdSource;
use rollbook_domain::port::copy::{CopySource, CopyTarget};
use rollbook_domain::port::{Archives, Clock, PasswordHasher, Store};
use rollbook_domain::table::{TableReader, TableWriter};

use crate::migrate::SchemaStep;
use crate::{CliError, ContractSources, Keys, Mailers, address};

/// Gives an environment variable by its name.
pub type Environment = Box<dyn Fn(&str) -> Option<String>>;

/// Runs a future to its end on the thread it is called on; that thread is one of the command's own.
pub type Drive = Arc<dyn Fn(Pin<Box<dyn Future<Output = ()>>>) + Send + Sync>;

/// Tells when the program is to end.
pub trait Signals {
    /// Does that when a person or the system asks the program to end, instead of ending it.
    ///
    /// # Errors
    /// Why nobody can be listened to.
    fn on_stop(&self, act: Box<dyn FnMut() + Send>) -> Result<(), String>;
}

/// Everything a command needs of the machine it runs on; the program that starts the command line provides it.
pub struct Machine {
    /// Opens databases.
    pub databases: Box<dyn Databases>,
    /// Looks after the keys that secrets are sealed with.
    pub keys: Box<dyn Keys>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// Where new ids come from.
    pub ids: Arc<dyn IdSource>,
    /// Hashes passwords.
    pub hasher: Arc<dyn PasswordHasher>,
    /// Opens transports for mail.
    pub mailers: Box<dyn Mailers>,
    /// Opens systems that own contracts.
    pub contract_sources: Box<dyn ContractSources>,
    /// Reads CSV files.
    pub table_reader: Arc<dyn TableReader>,
    /// Writes CSV files.
    pub table_writer: Arc<dyn TableWriter>,
    /// Makes archives.
    pub archives: Arc<dyn Archives>,
    /// Gives an environment variable.
    pub environment: Environment,
    /// Tells when the program is to end.
    pub signals: Box<dyn Signals>,
    /// Runs a future to its end on the thread it is called on.
    pub drive: Drive,
    /// The standard streams.
    pub streams: Streams,
}

/// The standard streams, and which of them are terminals.
pub struct Streams {
    /// Where answers and passwords are read from.
    pub input: Box<dyn Read>,
    /// Where data goes.
    pub output: Box<dyn Write>,
    /// Where everything else goes.
    pub notes: Box<dyn Write>,
    /// Whether a person types the input.
    pub is_input_terminal: bool,
    /// Whether a person sees the output.
    pub is_output_terminal: bool,
    /// Whether a person sees the notes.
    pub is_notes_terminal: bool,
}

/// Opens the database that `--database` names.
#[async_trait(?Send)]
pub trait Databases {
    /// Opens a database that exists.
    ///
    /// # Errors
    /// [`OpenFailed`].
    async fn open(&self, url: &str) -> Result<Arc<dyn Store>, OpenFailed>;

    /// Opens a database, and makes it first when there is none.
    ///
    /// # Errors
    /// [`OpenFailed`].
    async fn create(&self, url: &str) -> Result<Arc<dyn Store>, OpenFailed>;

    /// Opens a database that exists, to copy out of; what is read of it is one state.
    ///
    /// # Errors
    /// [`OpenFailed`].
    async fn copy_source(&self, url: &str) -> Result<Box<dyn CopySource>, OpenFailed>;

    /// Opens a database to copy into, and makes it first when there is none.
    ///
    /// # Errors
    /// [`OpenFailed`].
    async fn copy_target(&self, url: &str) -> Result<Box<dyn CopyTarget>, OpenFailed>;

    /// The steps of the schema that a database does not have yet; `None` where opening it applies them.
    ///
    /// # Errors
    /// [`OpenFailed`].
    async fn waiting_steps(&self, url: &str) -> Result<Option<Vec<SchemaStep>>, OpenFailed>;

    /// Applies the steps that wait, also all of them in an empty database, and tells of each one when it is there.
    ///
    /// # Errors
    /// [`OpenFailed`]; what was told of stays.
    async fn migrate(&self, url: &str, tell: &mut dyn FnMut(SchemaStep)) -> Result<(), OpenFailed>;

    /// Writes the files of a database anew, so that nothing is left in them of what was removed.
    ///
    /// # Errors
    /// [`OpenFailed`].
    async fn vacuum(&self, url: &str) -> Result<(), OpenFailed>;

    /// Where the key file of a database is when nobody says otherwise: beside its own file, if it has one.
    fn key_file(&self, url: &str) -> Option<PathBuf>;

    /// Looks a database over, for `doctor`; never fails, but finds.
    async fn examine(&self, url: &str) -> Vec<Finding>;
}

/// A database that cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OpenFailed {
    /// No adapter knows the address.
    #[error(
        "database `{}` is not accepted; give sqlite:PATH, such as sqlite:rollbook.db, or postgres://ROLE@HOST/DATABASE",
        address::without_password(.0)
    )]
    UnknownAddress(String),
    /// The adapter knows the address, but not a part of it.
    #[error("{0}")]
    BadAddress(String),
    /// There is none.
    #[error("there is no Rollbook database at `{}`; `rollbook init` makes it", address::without_password(.0))]
    Absent(String),
    /// A part of another database was copied into it, and not yet the rest.
    #[error("{0}")]
    Unfinished(String),
    /// It cannot be used.
    #[error("{0}")]
    Unusable(String),
}

impl From<OpenFailed> for CliError {
    fn from(failed: OpenFailed) -> Self {
        match failed {
            OpenFailed::UnknownAddress(_) | OpenFailed::BadAddress(_) => Self::Usage(failed.to_string()),
            OpenFailed::Absent(_) | OpenFailed::Unfinished(_) | OpenFailed::Unusable(_) => {
                Self::Unavailable(failed.to_string())
            }
        }
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    /// As it should be.
    Ok,
    /// It works, but somebody should look.
    Warn,
    /// It does not work.
    Fail,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// What was looked at, in one or two words with underscores; also the line's id.
    pub id: String,
    /// How it is.
    pub health: Health,
    /// What was found, and what to do when it is not as it should be.
    pub says: String,
}

impl Finding {
    /// Something as it should be.
    pub fn ok(id: &str, says: impl Into<String>) -> Self {
        Self { id: id.to_owned(), health: Health::Ok, says: says.into() }
    }

    /// Something to look at.
    pub fn warn(id: &str, says: impl Into<String>) -> Self {
        Self { id: id.to_owned(), health: Health::Warn, says: says.into() }
    }

    /// Something that does not work.
    pub fn fail(id: &str, says: impl Into<String>) -> Self {
        Self { id: id.to_owned(), health: Health::Fail, says: says.into() }
    }
}
